"""Clean tables of five shapes: every value in them is as it should be."""

import datetime

import numpy as np

from .table import Column, Table

SHAPES = ("normal", "log-normal", "heavy-tailed", "mixed", "seasonal")
REGIONS = ("north", "east", "south", "west", "centre", "islands")
NAMES = (
    "Amélie Müller", "Björn Sørensen", "Chloë Díaz", "François Nowak", "José García", "Zoë O'Brien", "Siân Hopper", "Renée Rossi",
    "Grace Lovelace", "Olga Ivanov", "Wei Xu", "Mei Tanaka", "Ada Quispe", "Pranav Rao", "Ursula Grant", "Håkon Björk",
)  # fmt: skip
FIRST_DAY = datetime.date(2023, 1, 1)
DAYS = 730


def clean(shape, rows, seed):
    """A table of `rows` rows in which nothing is wrong: identifier, name, region, day, and numbers of that shape."""
    rng = np.random.default_rng([SHAPES.index(shape), rows, seed])
    # Time runs through the table, two years from the first row to the last.
    day = np.arange(rows) * DAYS // rows
    numbers = {
        "normal": _normal,
        "log-normal": _log_normal,
        "heavy-tailed": _heavy_tailed,
        "mixed": _mixed,
        "seasonal": _seasonal,
    }[shape](rng, rows, day)
    columns = [
        Column("record_id", "id", pattern=r"R[0-9]{7}"),
        Column("name", "text", pattern=r"[\p{L} '.-]+"),
        Column("region", "category", allowed=REGIONS),
        Column("day", "date", low=FIRST_DAY.isoformat(), high=(FIRST_DAY + datetime.timedelta(DAYS)).isoformat()),
    ] + [column for column, _, _ in numbers]
    fields = [
        [f"R{number:07}" for number in range(1, rows + 1)],
        [NAMES[i] for i in rng.integers(len(NAMES), size=rows)],
        [REGIONS[i] for i in rng.integers(len(REGIONS), size=rows)],
        [(FIRST_DAY + datetime.timedelta(int(d))).isoformat() for d in day],
    ] + [[f"{value:.{decimals}f}" for value in values] for _, values, decimals in numbers]
    return Table(shape, columns, [list(row) for row in zip(*fields, strict=True)])


def _quantity(name, low, high, **more):
    """Something that is counted or measured, always above zero."""
    return Column(name, low=low, high=high, unit=True, positive=True, nonzero=True, **more)


def _normal(rng, n, _):
    return [
        (_quantity("height_cm", 100, 250), rng.normal(171, 9.5, n), 1),
        (_quantity("weight_kg", 20, 200), rng.normal(72, 9, n), 1),
        (_quantity("orders", 1, 32), rng.binomial(32, 0.5, n), 0),
        (_quantity("balance_eur", 5e5, 2e6), rng.normal(1e6, 2.5e4, n), 2),
        (Column("offset_mm", low=-10, high=10), rng.normal(0, 1, n), 4),
        (Column("rating", low=0, high=10, positive=True, sentinel="99"), rng.normal(6.5, 0.55, n), 2),
    ]


def _log_normal(rng, n, _):
    return [
        (_quantity("basket_eur", 1, 300), rng.lognormal(3, 0.25, n), 2),
        (_quantity("income_eur", 500, 1e6), rng.lognormal(10, 0.5, n), 0),
        (_quantity("price_eur", 0.05, 10_000), rng.lognormal(3, 1, n), 2),
        (_quantity("bytes", 1, 1e8), np.ceil(rng.lognormal(8, 1.5, n)), 0),
        (_quantity("claim_eur", 0.01, 1e8), rng.lognormal(7, 2, n) + 0.01, 2),
    ]


def _heavy_tailed(rng, n, _):
    return [
        (_quantity("latency_ms", 100, 5000), 1000 + 5 * rng.standard_t(3, n), 2),
        (Column("temperature_c", low=-150, high=250, unit=True), 20 + 2 * rng.standard_t(3, n), 1),
        (Column("return_share", low=-2, high=2, unit=True), 0.01 * rng.standard_t(3, n), 6),
        (Column("drift_ppm", low=-200, high=200), rng.standard_t(3, n), 3),
        (Column("profit_eur", low=-5e5, high=5e5), 1000 * rng.standard_t(3, n), 0),
    ]


def _mixed(rng, n, _):
    def zero_or(share, values):
        return np.where(rng.random(n) < share, 0, values)

    minority = rng.random(n) < 0.08
    three = rng.choice(3, n, p=[0.6, 0.3, 0.1])
    return [
        (_quantity("two_populations", 1, 150), np.where(rng.random(n) < 0.7, rng.normal(20, 2, n), rng.normal(50, 5, n)), 2),
        (_quantity("minority", 20, 500), np.where(minority, rng.normal(200, 10, n), rng.normal(100, 5, n)), 1),
        (_quantity("three_populations", 20, 1000), np.choose(three, [rng.normal(100, 5, n), rng.normal(200, 10, n), rng.normal(400, 20, n)]), 1),
        (Column("mostly_zero", low=0, high=2000, positive=True), zero_or(0.9, rng.normal(50, 8, n)), 1),
        (Column("zero_or_amount", low=0, high=5000, positive=True), zero_or(0.6, rng.lognormal(3, 0.7, n)), 2),
        (Column("rare_amount", low=0, high=2000, positive=True), zero_or(0.97, rng.normal(50, 8, n)), 1),
        (Column("uniform", low=0, high=1, positive=True), rng.random(n), 4),
        (Column("stars", low=1, high=5, positive=True, nonzero=True, sentinel="99"), rng.choice([1, 2, 3, 4, 5], n, p=[0.02, 0.05, 0.13, 0.4, 0.4]), 0),
    ]  # fmt: skip


def _seasonal(rng, n, day):
    year = np.sin(2 * np.pi * day / 365)
    return [
        (Column("temperature_c", low=-40, high=60), 12 + 10 * year + rng.normal(0, 3, n), 1),
        (_quantity("sales_eur", 1, 2000), np.exp(4 + 0.6 * year + rng.normal(0, 0.2, n)), 2),
        (_quantity("calls", 0, 500), 1 + rng.poisson(np.where(day % 7 < 5, 50, 25)), 0),
        (_quantity("parcels", 1, 1000), 1 + rng.poisson(np.where(day % 365 > 334, 120, 40)), 0),
        (_quantity("stock", 10, 1000), 100 + day * 0.2 + 15 * year + rng.normal(0, 4, n), 1),
    ]


