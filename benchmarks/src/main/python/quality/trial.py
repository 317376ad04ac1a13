"""One table, everybody's flags."""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from . import accidents, peers
from .table import Table

OURS = "Review Gate"
OURS_DECLARED = "Review Gate, `columns` given"


@dataclass
class Trial:
    """A table and who flagged which of its rows; `reasons` are Review Gate's."""

    table: Table
    flags: dict[str, np.ndarray]
    reasons: dict[int, str]
    visible: tuple[int, int] = (0, 0)


def run(gate, tables, log, peers_too=True):
    """Everybody's flags for each of the tables, or Review Gate's alone."""
    jobs = []
    for number, table in enumerate(tables):
        path = gate.work / f"table-{number}.csv"
        table.write(path)
        jobs += [(path, len(table.rows), None), (path, len(table.rows), table.columns)]
    screened = iter(gate.screen(jobs))
    trials = []
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        theirs = processes.map(peers.flags, tables) if peers_too else ({} for _ in tables)
        for table, flags in zip(tables, theirs, strict=True):
            ours, reasons = next(screened)
            declared, _ = next(screened)
            trials.append(Trial(table, {OURS: ours, OURS_DECLARED: declared} | flags, reasons))
            log(f"{table.name}, {len(table.rows):,} rows" + ("" if peers_too else ", Review Gate only"))
    return trials


def score(trials, name, kind=None):
    """Recall of that kind (or all), and precision of everything that was flagged in these tables."""
    hit = wanted = flagged = right = 0
    for trial in trials:
        if name not in trial.flags:
            continue
        flags = trial.flags[name]
        truth = np.zeros(len(flags), bool)
        truth[list(trial.table.truth)] = True
        rows = [row for row, what in trial.table.truth.items() if kind is None or what == kind]
        hit += int(flags[rows].sum())
        wanted += len(rows)
        flagged += int(flags.sum())
        right += int((flags & truth).sum())
    return hit / wanted if wanted else None, right / flagged if flagged else None


def visible(spoiled, base):
    """How many accidents changed a number to one outside the clean column's range, and how many changed a number at all.

    A check that looks at one value alone cannot tell the others from true ones.
    """
    ranges = {}
    seen = changed = 0
    for row in spoiled.truth:
        before, after = base.rows[row], spoiled.rows[row]
        if len(before) != len(after):
            continue
        for column, (old, new) in enumerate(zip(before, after, strict=True)):
            if old == new or base.columns[column].kind != "number" or not accidents.is_number(new):
                continue
            if column not in ranges:
                values = [float(each[column]) for each in base.rows if each[column]]
                ranges[column] = min(values), max(values)
            low, high = ranges[column]
            changed += 1
            seen += not low <= float(new) <= high
    return seen, changed
