-- The rows by themselves, as they were, and the flagged ones with their numbers and reasons; then a short report.

COPY (
    SELECT
        customer_id, name, country, birth_text AS birth_date, signup_text AS signup_date, orders_text AS orders,
        basket_text AS basket_eur, height_text AS height_cm, satisfaction_text AS satisfaction
    FROM customers
    WHERE rowid + 1 NOT IN (SELECT row FROM flags)
) TO '${clean}' (HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '');

COPY (
    SELECT
        row, reasons,
        customer_id, name, country, birth_text AS birth_date, signup_text AS signup_date, orders_text AS orders,
        basket_text AS basket_eur, height_text AS height_cm, satisfaction_text AS satisfaction, extra
    FROM customers JOIN flags ON flags.row = customers.rowid + 1
    ORDER BY row
) TO '${flagged}' (HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '');

COPY (
    SELECT
        (SELECT count(*) FROM customers) AS rows,
        (SELECT count(*) FROM flags) AS flagged_rows,
        (SELECT list(statistics) FROM statistics) AS statistics,
        (SELECT list(fences) FROM fences) AS fences,
        (SELECT usual FROM usual) AS usual
) TO '${report}' (FORMAT JSON);
