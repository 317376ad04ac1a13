-- The screening of the nine customer columns, as DuckDB would do it in one process: the same checks by the same rules. The
-- dialect and the columns' types are given here; Review Gate finds them out. ${...} is filled in by DuckDb.java.

SET threads = ${threads};
SET temp_directory = '${temporary}';

CREATE MACRO is_null_word(x) AS x IN ('', 'NA', 'N/A', 'NULL', 'null', 'NaN', 'nan', 'None', '\N', '-');

-- Why a field that should be a number or a date is none.
CREATE MACRO fault(x, typed) AS CASE
    WHEN typed IS NOT NULL THEN NULL
    WHEN is_null_word(trim(x)) THEN 'MISSING'
    ELSE 'UNPARSABLE'
END;

-- What is left of a text that went through the wrong charset.
CREATE MACRO is_damaged(x) AS
    strlen(x) > length(x)
    AND regexp_matches(x, '[\x{FFFD}\x{80}-\x{9F}]|Ã[\x{80}-\x{BF}]|Â[\x{A0}-\x{BF}]|â€|ð');

-- A row with too few fields has NULL for the last one, a row with too many has an extra one; an empty field is not NULL.
CREATE VIEW lines AS
SELECT *, satisfaction_text IS NOT NULL AND extra IS NULL AS regular
FROM read_csv(
    '${file}',
    auto_detect = false, skip = 1, header = false, delim = ',', quote = '"', escape = '"',
    null_padding = true, nullstr = '\0',
    columns = {
        'customer_id': 'VARCHAR', 'name': 'VARCHAR', 'country': 'VARCHAR', 'birth_text': 'VARCHAR',
        'signup_text': 'VARCHAR', 'orders_text': 'VARCHAR', 'basket_text': 'VARCHAR', 'height_text': 'VARCHAR',
        'satisfaction_text': 'VARCHAR', 'extra': 'VARCHAR'});

-- The texts of dates and numbers are kept only if they are written out again.
CREATE TABLE customers AS
SELECT
    regular,
    customer_id,
    name,
    country,
    birth_date,
    CASE WHEN regular THEN fault(birth_text, birth_date) END AS birth_fault,
    signup_date,
    CASE WHEN regular THEN fault(signup_text, signup_date) END AS signup_fault,
    orders,
    CASE WHEN regular THEN fault(orders_text, orders) END AS orders_fault,
    basket_eur,
    CASE WHEN regular THEN fault(basket_text, basket_eur) END AS basket_fault,
    height_cm,
    CASE WHEN regular THEN fault(height_text, height_cm) END AS height_fault,
    satisfaction,
    CASE WHEN regular THEN fault(satisfaction_text, satisfaction) END AS satisfaction_fault
    ${texts}
FROM (
    SELECT
        *,
        CASE WHEN regular THEN TRY_CAST(birth_text AS DATE) END AS birth_date,
        CASE WHEN regular THEN TRY_CAST(signup_text AS DATE) END AS signup_date,
        CASE WHEN regular THEN TRY_CAST(orders_text AS DOUBLE) END AS orders,
        CASE WHEN regular THEN TRY_CAST(basket_text AS DOUBLE) END AS basket_eur,
        CASE WHEN regular THEN TRY_CAST(height_text AS DOUBLE) END AS height_cm,
        CASE WHEN regular THEN TRY_CAST(satisfaction_text AS DOUBLE) END AS satisfaction
    FROM lines
);

-- Filled for each numeric column, by sorted.sql or by counted.sql.
CREATE TABLE statistics (name VARCHAR, n BIGINT, median DOUBLE, mad DOUBLE);
CREATE TABLE points (name VARCHAR, place INTEGER, x DOUBLE);

-- The ranks, from 0, of the two middle values, of percentile_disc(0.05, 0.25, 0.75, 0.95), and of 400 points at even distances.
CREATE MACRO percentile_rank(p, n) AS ceil(p * n)::BIGINT - 1;
CREATE MACRO ranks(n) AS TABLE
SELECT unnest(range(-6, 400)) AS place, unnest(
    [(n - 1) // 2, n // 2, percentile_rank(0.05, n), percentile_rank(0.25, n), percentile_rank(0.75, n),
        percentile_rank(0.95, n)]
    || [((2 * k + 1) * n + 799) // 800 - 1 for k in range(400)]) AS rank;

-- Filled by DuckDb.java.
CREATE TABLE fences (name VARCHAR, lower DOUBLE, upper DOUBLE);
