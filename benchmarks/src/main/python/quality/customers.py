"""The generated customers, and what a careful engineer would write down about them."""

import csv

from .table import Column, Table

COUNTRIES = ("DE", "FR", "ES", "IT", "NL", "PL", "SE", "GB", "US", "BR", "JP", "TR", "CZ", "GR", "KR", "IN")
COLUMNS = [
    Column("customer_id", "id", pattern=r"C[0-9]{8,}"),
    Column("name", "text", pattern=r"[\p{L} '\",.-]+"),
    Column("country", "category", allowed=COUNTRIES),
    Column("birth_date", "date", low="1930-01-01", high="2008-01-01"),
    Column("signup_date", "date", low="2015-01-01", high="2026-01-01"),
    Column("orders", low=0, high=32, positive=True),
    Column("basket_eur", low=1, high=150, unit=True, positive=True),
    Column("height_cm", low=100, high=250, unit=True, positive=True, nonzero=True),
    Column("satisfaction", low=0, high=10, positive=True, sentinel="99"),
]


def read(path, truth_path):
    """The file that the generator wrote, with the accidents that it put in."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    with open(truth_path, encoding="utf-8", newline="") as file:
        truth = {int(record["row"]) - 1: record["kind"].lower() for record in csv.DictReader(file)}
    return Table("customers", COLUMNS, rows, truth)
