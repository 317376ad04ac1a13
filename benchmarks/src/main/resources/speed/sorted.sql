-- The statistics of one column of any values. quantile_disc with a list of 400 shares takes ten times as long as to sort.

CREATE TABLE sorted AS SELECT ${column} AS x FROM customers WHERE ${column} IS NOT NULL ORDER BY x;

SET VARIABLE n = (SELECT count(*) FROM sorted);

INSERT INTO statistics SELECT '${column}', count(*), median(x), mad(x) FROM sorted;

INSERT INTO points SELECT '${column}', place, x FROM ranks(getvariable('n')) JOIN sorted ON sorted.rowid = rank;

DROP TABLE sorted;
