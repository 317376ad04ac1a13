"""Customers such as CustomerGenerator makes, without accidents: NumPy draws blocks of values, csv writes them."""

import csv
import sys
import time

import numpy as np

from outcome import report

BLOCK = 100_000
COLUMNS = ["customer_id", "name", "country", "birth_date", "signup_date", "orders", "basket_eur", "height_cm", "satisfaction"]
FIRST = "Ada Amélie Björn Chloë Dvořák Elif François Grace Håkon İpek João José Katarína Łukasz Mei Nguyễn Olga Pranav Renée Søren Siân Tomáš Ursula Vĩnh Wei Ximena Yūki Zoë Ольга Νίκος 美咲 민준".split()
LAST = "Andersson Bălan Çelik D'Angelo Díaz Fernández García Grünwald Hopper Ivanov Jørgensen Kovács Lovelace Müller Nowak O'Brien Öztürk Papadopoulos Quispe Rossi Šimůnek Sørensen Tanaka Ünal Vandenberg Wójcik Xu Yılmaz Żak Петрова 田中 김".split()
COUNTRIES = "DE FR ES IT NL PL SE GB US BR JP TR CZ GR KR IN".split()


def name(first, last, style):
    if style < 2:
        return f"{last}, {first}"
    return f'{first} "{first[0]}." {last}' if style == 2 else f"{first} {last}"


def days(random, first, count, rows):
    return (np.datetime64(first) + random.integers(count, size=rows)).astype(str)


def main(path, rows):
    random = np.random.default_rng(42)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for start in range(0, rows, BLOCK):
            n = min(BLOCK, rows - start)
            names = map(
                name,
                (FIRST[i] for i in random.integers(len(FIRST), size=n).tolist()),
                (LAST[i] for i in random.integers(len(LAST), size=n).tolist()),
                random.integers(64, size=n).tolist(),
            )
            out.writerows(
                zip(
                    (f"C{row:08d}" for row in range(start + 1, start + n + 1)),
                    names,
                    (COUNTRIES[i] for i in random.integers(len(COUNTRIES), size=n).tolist()),
                    days(random, "1940-01-01", 24_000, n).tolist(),
                    days(random, "2015-01-01", 4_000, n).tolist(),
                    random.binomial(32, 0.5, size=n).tolist(),
                    ("%.2f" % x for x in random.normal(60, 9.5, size=n).tolist()),
                    ("%.1f" % x for x in random.normal(171, 9.5, size=n).tolist()),
                    ("%.2f" % x for x in random.normal(6.5, 0.55, size=n).tolist()),
                )
            )


if __name__ == "__main__":
    started = time.perf_counter()
    main(sys.argv[1], int(sys.argv[2]))
    report(time.perf_counter() - started, 0)
