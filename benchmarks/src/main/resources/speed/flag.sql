-- Flags the rows, by the fences that DuckDb.java has fitted to the points of each column.

-- Identifiers must be there; in any other column, nothing is missing unless at least 95 % of the rows have a value.
CREATE TABLE usual AS
SELECT
    count(*) FILTER (regular) AS regular_rows,
    count(*) FILTER (regular AND trim(name) <> '') AS names,
    count(*) FILTER (regular AND trim(country) <> '') AS countries,
    regular_rows - count(*) FILTER (birth_fault = 'MISSING') AS birth_values,
    regular_rows - count(*) FILTER (signup_fault = 'MISSING') AS signup_values,
    regular_rows - count(*) FILTER (orders_fault = 'MISSING') AS orders_values,
    regular_rows - count(*) FILTER (basket_fault = 'MISSING') AS basket_values,
    regular_rows - count(*) FILTER (height_fault = 'MISSING') AS height_values,
    regular_rows - count(*) FILTER (satisfaction_fault = 'MISSING') AS satisfaction_values,
    count(*) FILTER (birth_date > DATE '${lastDay}') < 0.05 * count(birth_date) AS birth_is_past,
    count(*) FILTER (signup_date > DATE '${lastDay}') < 0.05 * count(signup_date) AS signup_is_past
FROM customers;

CREATE TABLE duplicates AS
SELECT trim(customer_id) AS id
FROM customers
WHERE regular AND trim(customer_id) <> ''
GROUP BY id
HAVING count(*) > 1;

-- Only a column of categories, where the frequent values hold nearly everything, has unknown ones.
CREATE TABLE unknown_countries AS
WITH counted AS (
    SELECT trim(country) AS country, count(*) AS n
    FROM customers
    WHERE regular AND trim(country) <> ''
    GROUP BY ALL
)
SELECT country
FROM counted
WHERE n < 0.0005 * (SELECT sum(n) FROM counted)
    AND (SELECT count(*) <= 1000 AND sum(n) >= 1000 FROM counted)
    AND (SELECT sum(n) FROM counted WHERE n >= 0.005 * (SELECT sum(n) FROM counted))
        >= 0.99 * (SELECT sum(n) FROM counted);

SET VARIABLE name_required = (SELECT names >= 0.95 * regular_rows FROM usual);
SET VARIABLE country_required = (SELECT countries >= 0.95 * regular_rows FROM usual);
SET VARIABLE birth_required = (SELECT birth_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE signup_required = (SELECT signup_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE orders_required = (SELECT orders_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE basket_required = (SELECT basket_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE height_required = (SELECT height_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE satisfaction_required = (SELECT satisfaction_values >= 0.95 * regular_rows FROM usual);
SET VARIABLE birth_until = (SELECT CASE WHEN birth_is_past THEN DATE '${lastDay}' ELSE 'infinity'::DATE END FROM usual);
SET VARIABLE signup_until = (SELECT CASE WHEN signup_is_past THEN DATE '${lastDay}' ELSE 'infinity'::DATE END FROM usual);
SET VARIABLE orders_lower = (SELECT lower FROM fences WHERE name = 'orders');
SET VARIABLE orders_upper = (SELECT upper FROM fences WHERE name = 'orders');
SET VARIABLE basket_lower = (SELECT lower FROM fences WHERE name = 'basket_eur');
SET VARIABLE basket_upper = (SELECT upper FROM fences WHERE name = 'basket_eur');
SET VARIABLE height_lower = (SELECT lower FROM fences WHERE name = 'height_cm');
SET VARIABLE height_upper = (SELECT upper FROM fences WHERE name = 'height_cm');
SET VARIABLE satisfaction_lower = (SELECT lower FROM fences WHERE name = 'satisfaction');
SET VARIABLE satisfaction_upper = (SELECT upper FROM fences WHERE name = 'satisfaction');

CREATE MACRO problem(name, fault, required) AS CASE WHEN fault <> 'MISSING' OR required THEN fault || ' ' || name END;

CREATE TABLE flags AS
SELECT row, reasons
FROM (
    SELECT
        rowid + 1 AS row,
        CASE WHEN NOT regular THEN 'RAGGED_ROW' ELSE concat_ws('; ',
            CASE WHEN trim(customer_id) = '' THEN 'MISSING customer_id'
                WHEN trim(customer_id) IN (SELECT id FROM duplicates) THEN 'DUPLICATE_ID customer_id' END,
            CASE WHEN is_damaged(customer_id) THEN 'ENCODING_DAMAGE customer_id' END,
            CASE WHEN trim(name) = '' AND getvariable('name_required') THEN 'MISSING name' END,
            CASE WHEN is_damaged(name) THEN 'ENCODING_DAMAGE name' END,
            CASE WHEN trim(country) = '' AND getvariable('country_required') THEN 'MISSING country'
                WHEN trim(country) IN (SELECT country FROM unknown_countries) THEN 'UNKNOWN_CATEGORY country' END,
            CASE WHEN is_damaged(country) THEN 'ENCODING_DAMAGE country' END,
            CASE WHEN birth_fault IS NOT NULL THEN problem('birth_date', birth_fault, getvariable('birth_required'))
                WHEN birth_date > getvariable('birth_until') THEN 'FUTURE_DATE birth_date' END,
            CASE WHEN signup_fault IS NOT NULL THEN problem('signup_date', signup_fault, getvariable('signup_required'))
                WHEN signup_date > getvariable('signup_until') THEN 'FUTURE_DATE signup_date' END,
            CASE WHEN orders_fault IS NOT NULL THEN problem('orders', orders_fault, getvariable('orders_required'))
                WHEN orders < getvariable('orders_lower') OR orders > getvariable('orders_upper') THEN 'OUTLIER orders' END,
            CASE WHEN basket_fault IS NOT NULL THEN problem('basket_eur', basket_fault, getvariable('basket_required'))
                WHEN basket_eur < getvariable('basket_lower') OR basket_eur > getvariable('basket_upper') THEN 'OUTLIER basket_eur' END,
            CASE WHEN height_fault IS NOT NULL THEN problem('height_cm', height_fault, getvariable('height_required'))
                WHEN height_cm < getvariable('height_lower') OR height_cm > getvariable('height_upper') THEN 'OUTLIER height_cm' END,
            CASE WHEN satisfaction_fault IS NOT NULL THEN problem('satisfaction', satisfaction_fault, getvariable('satisfaction_required'))
                WHEN satisfaction < getvariable('satisfaction_lower') OR satisfaction > getvariable('satisfaction_upper') THEN 'OUTLIER satisfaction' END
        ) END AS reasons
    FROM customers
    -- Cheap and a little too much; the texts are made for these rows only.
    WHERE NOT regular
        OR trim(customer_id) = ''
        OR trim(customer_id) IN (SELECT id FROM duplicates)
        OR is_damaged(customer_id)
        OR trim(name) = ''
        OR is_damaged(name)
        OR trim(country) = ''
        OR trim(country) IN (SELECT country FROM unknown_countries)
        OR is_damaged(country)
        OR birth_date IS NULL
        OR birth_date > getvariable('birth_until')
        OR signup_date IS NULL
        OR signup_date > getvariable('signup_until')
        OR orders IS NULL
        OR orders < getvariable('orders_lower') OR orders > getvariable('orders_upper')
        OR basket_eur IS NULL
        OR basket_eur < getvariable('basket_lower') OR basket_eur > getvariable('basket_upper')
        OR height_cm IS NULL
        OR height_cm < getvariable('height_lower') OR height_cm > getvariable('height_upper')
        OR satisfaction IS NULL
        OR satisfaction < getvariable('satisfaction_lower') OR satisfaction > getvariable('satisfaction_upper')
)
WHERE reasons <> '';
