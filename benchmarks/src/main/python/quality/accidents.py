"""Puts known accidents into a clean table, one in a row."""

import datetime
from decimal import Decimal

import numpy as np

from .table import line

TODAY = datetime.date.today()


def inject(table, kinds, share, seed):
    """A copy of the table with accidents of these kinds, in turn, in that share of its rows."""
    rng = np.random.default_rng([seed, len(table.rows)])
    spoiled = table.copy()
    wanted = round(share * len(table.rows))
    # In random order: rows that cannot have the accident (nothing to damage in "Ada Grant") are passed over.
    rows = iter(rng.permutation(len(table.rows)).tolist())
    while len(spoiled.truth) < wanted:
        kind = kinds[len(spoiled.truth) % len(kinds)]
        row = next(rows, None)
        if row is None:
            break
        if row in spoiled.truth:
            continue
        if kind == "duplicated id":
            other = next(rows, None)
            if other is None or other in spoiled.truth:
                continue
            column = _columns(table, lambda c: c.kind == "id")[0]
            spoiled.rows[other][column] = spoiled.rows[row][column]
            spoiled.truth[other] = kind
            spoiled.truth[row] = kind
        elif KINDS[kind](spoiled, row, rng):
            spoiled.truth[row] = kind
    return spoiled


def allows(table, kind):
    """Whether the table has a column that this accident can happen to."""
    needs = {
        "unit x100": lambda c: c.unit,
        "unit /100": lambda c: c.unit,
        "unit x10": lambda c: c.unit,
        "zero": lambda c: c.nonzero,
        "negative": lambda c: c.positive,
        "13th month": lambda c: c.kind == "date",
        "0000-00-00": lambda c: c.kind == "date",
        "99 for unknown": lambda c: c.sentinel is not None,
        "missing value": lambda c: c.required,
        "duplicated id": lambda c: c.kind == "id",
        "future date": lambda c: c.kind == "date",
        "unknown category": lambda c: c.kind == "category",
        "field lost": lambda c: len(table.columns) > 2,
        "out of range": lambda c: c.kind == "number" and c.high is not None,
        "pattern broken": lambda c: c.kind == "id" and c.pattern is not None,
        "twice-encoded": lambda c: c.kind == "text",
        "invalid UTF-8": lambda c: c.kind == "text",
        "U+FFFD": lambda c: c.kind == "text",
    }
    return kind not in needs or bool(_columns(table, needs[kind]))


def _columns(table, condition):
    return [i for i, column in enumerate(table.columns) if condition(column)]


def _pick(table, rng, condition):
    return int(rng.choice(_columns(table, condition)))


def _scale(power):
    def spoil(table, row, rng):
        candidates = [c for c in _columns(table, lambda c: c.unit) if is_number(table.rows[row][c])]
        if not candidates:
            return False
        column = int(rng.choice(candidates))
        value = Decimal(table.rows[row][column])
        table.rows[row][column] = f"{value.scaleb(power):f}"
        return value != 0

    return spoil


def is_number(text):
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _set(condition, value):
    def spoil(table, row, rng):
        column = _pick(table, rng, condition)
        table.rows[row][column] = value
        return True

    return spoil


def _negative(table, row, rng):
    column = _pick(table, rng, lambda c: c.positive)
    text = table.rows[row][column]
    if not is_number(text) or Decimal(text) == 0:
        return False
    table.rows[row][column] = "-" + text
    return True


def _lose_field(table, row, rng):
    # Never the last one: cut off at its end a row looks the same in every reader that fills up short rows.
    del table.rows[row][int(rng.integers(1, len(table.columns) - 1))]
    return True


def _split_field(table, row, rng):
    table.rows[row].insert(int(rng.integers(1, len(table.columns))), "")
    return True


def _rotate(table, row, _):
    fields = table.rows[row]
    dates = _columns(table, lambda c: c.kind == "date")
    first = dates[0] if dates else 1
    rotated = fields[:first] + fields[-1:] + fields[first:-1]
    table.rows[row] = rotated
    return rotated != fields


def _add_field(table, row, _):
    table.rows[row].append("")
    return True


def _missing(table, row, rng):
    column = _pick(table, rng, lambda c: c.required)
    had = table.rows[row][column] != ""
    table.rows[row][column] = ""
    return had


def _future(table, row, rng):
    column = _pick(table, rng, lambda c: c.kind == "date")
    table.rows[row][column] = (TODAY + datetime.timedelta(int(rng.integers(30, 7300)))).isoformat()
    return True


def _unknown_category(table, row, rng):
    column = _pick(table, rng, lambda c: c.kind == "category")
    text = table.rows[row][column]
    # Each one another misspelling, as people make them.
    letters = list(text)
    letters[int(rng.integers(len(letters)))] = str(rng.choice(list("qxzQXZ?0123456789")))
    table.rows[row][column] = "".join(letters)
    return table.rows[row][column] != text


def _out_of_range(table, row, rng):
    column = _pick(table, rng, lambda c: c.kind == "number" and c.high is not None)
    # Just beyond what the schema allows.
    high = float(table.columns[column].high)
    table.rows[row][column] = f"{high + abs(high) * rng.uniform(0.01, 0.1):.4f}"
    return True


def _pattern(table, row, rng):
    column = _pick(table, rng, lambda c: c.kind == "id" and c.pattern is not None)
    table.rows[row][column] = table.rows[row][column].lower()
    return True


def _text_column(table, rng):
    return _pick(table, rng, lambda c: c.kind == "text")


def _damage(how):
    def spoil(table, row, rng):
        column = _text_column(table, rng)
        text = table.rows[row][column]
        damaged = how(text)
        if damaged is None or damaged == text:
            return False
        table.rows[row][column] = damaged
        return True

    return spoil


def _twice_encoded(text):
    try:
        return text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return None


def _replaced(text):
    return "".join(c if c.isascii() else "\ufffd" for c in text)


def _invalid_utf8(table, row, rng):
    column = _text_column(table, rng)
    text = table.rows[row][column]
    if text.isascii():
        return False
    try:
        latin = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    marked = table.rows[row].copy()
    marked[column] = "\x00"
    quoted = b'"' + latin.replace(b'"', b'""') + b'"'
    table.raw[row] = line(marked).replace(b'"\x00"', b"\x00").replace(b"\x00", quoted)
    # What a reader gets that replaces what it cannot decode.
    table.rows[row][column] = latin.decode("utf-8", errors="replace")
    return True


def _sentinel(table, row, rng):
    column = _pick(table, rng, lambda c: c.sentinel is not None)
    table.rows[row][column] = table.columns[column].sentinel
    return True


KINDS = {
    "unit x100": _scale(2),
    "unit /100": _scale(-2),
    "unit x10": _scale(1),
    "field lost": _lose_field,
    "field split": _split_field,
    "values one column on": _rotate,
    "missing value": _missing,
    "zero": _set(lambda c: c.nonzero, "0"),
    "negative": _negative,
    "13th month": _set(lambda c: c.kind == "date", "2199-13-45"),
    "0000-00-00": _set(lambda c: c.kind == "date", "0000-00-00"),
    "99 for unknown": _sentinel,
    "duplicated id": None,
    "out of range": _out_of_range,
    "unknown category": _unknown_category,
    "future date": _future,
    "ragged row": _add_field,
    "pattern broken": _pattern,
    "twice-encoded": _damage(_twice_encoded),
    "invalid UTF-8": _invalid_utf8,
    "U+FFFD": _damage(_replaced),
}


# What the design names, and what else the screening looks for.
DESIGNED = (
    "unit x100",
    "unit /100",
    "unit x10",
    "field lost",
    "field split",
    "values one column on",
    "missing value",
    "zero",
    "negative",
    "13th month",
    "0000-00-00",
    "99 for unknown",
    "duplicated id",
)
OTHERS = tuple(kind for kind in KINDS if kind not in DESIGNED)
