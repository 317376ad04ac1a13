-- Customers such as CustomerGenerator makes, as DuckDB would make them: the same columns and distributions, but without
-- accidents, and from a sequence of random numbers instead of a counter. Both are less work.

SET threads = ${threads};
SELECT setseed(0.42);

SET VARIABLE first_names = [
        'Ada', 'Amélie', 'Björn', 'Chloë', 'Dvořák', 'Elif', 'François', 'Grace', 'Håkon', 'İpek',
        'João', 'José', 'Katarína', 'Łukasz', 'Mei', 'Nguyễn', 'Olga', 'Pranav', 'Renée', 'Søren',
        'Siân', 'Tomáš', 'Ursula', 'Vĩnh', 'Wei', 'Ximena', 'Yūki', 'Zoë', 'Ольга', 'Νίκος',
        '美咲', '민준'];

SET VARIABLE last_names = [
        'Andersson', 'Bălan', 'Çelik', 'D''Angelo', 'Díaz', 'Fernández', 'García', 'Grünwald', 'Hopper', 'Ivanov',
        'Jørgensen', 'Kovács', 'Lovelace', 'Müller', 'Nowak', 'O''Brien', 'Öztürk', 'Papadopoulos', 'Quispe', 'Rossi',
        'Šimůnek', 'Sørensen', 'Tanaka', 'Ünal', 'Van der Berg', 'Wójcik', 'Xu', 'Yılmaz', 'Żak', 'Петрова',
        '田中', '김'];

SET VARIABLE countries = [
        'DE', 'FR', 'ES', 'IT', 'NL', 'PL', 'SE', 'GB', 'US', 'BR', 'JP', 'TR', 'CZ', 'GR', 'KR', 'IN'];

CREATE MACRO below(bound) AS 1 + floor(random() * bound)::INTEGER;

-- Box and Muller (1958).
CREATE MACRO normal(mean, deviation, digits) AS
    round(mean + deviation * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()), digits);

COPY (
    SELECT
        'C' || lpad((row + 1)::VARCHAR, 8, '0') AS customer_id,
        CASE WHEN style <= 2 THEN last || ', ' || first
            WHEN style = 3 THEN first || ' "' || first[1] || '." ' || last
            ELSE first || ' ' || last END AS name,
        getvariable('countries')[below(16)] AS country,
        DATE '1940-01-01' + below(24000) - 1 AS birth_date,
        DATE '2015-01-01' + below(4000) - 1 AS signup_date,
        bit_count((random() * 4294967296)::UINTEGER) AS orders,
        normal(60, 9.5, 2)::DECIMAL(9, 2) AS basket_eur,
        normal(171, 9.5, 1)::DECIMAL(9, 1) AS height_cm,
        normal(6.5, 0.55, 2)::DECIMAL(9, 2) AS satisfaction
    FROM (
        SELECT
            range AS row,
            getvariable('first_names')[below(32)] AS first,
            getvariable('last_names')[below(32)] AS last,
            below(64) AS style
        FROM range(${rows})
    )
) TO '${file}' (HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"');
