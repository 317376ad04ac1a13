-- The statistics of one column of few different values, each of which is counted first: much faster, if there are few.

CREATE TABLE counted AS
SELECT ${column} AS x, count(*) AS times, sum(times) OVER (ORDER BY x) AS upto
FROM customers
WHERE ${column} IS NOT NULL
GROUP BY x;

SET VARIABLE n = (SELECT sum(times)::BIGINT FROM counted);

INSERT INTO points SELECT '${column}', place, x FROM ranks(getvariable('n')) ASOF JOIN counted ON rank < upto;

SET VARIABLE median = (SELECT avg(x) FROM points WHERE name = '${column}' AND place IN (-6, -5));

INSERT INTO statistics
SELECT '${column}', getvariable('n'), getvariable('median'), avg(distance)
FROM ranks(getvariable('n'))
    ASOF JOIN (
        SELECT abs(x - getvariable('median')) AS distance, sum(sum(times)) OVER (ORDER BY distance) AS upto
        FROM counted
        GROUP BY distance
    ) ON rank < upto
WHERE place IN (-6, -5);

DROP TABLE counted;
