"""Prints all tables as Markdown; progress goes to standard error."""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

from . import accidents, customers, real, shapes, tables, trial
from .ours import ReviewGate

# The share of rows with an accident.
SHARE = 0.04
# A column in which more values than this are unknown is no category any more, unless it is declared.
FEW = 0.005
SHARES = {"unknown category": FEW}
REAL_SHARE = 0.02
# Rotating values needs to know which columns are of the same kind.
REAL_KINDS = [kind for kind in accidents.DESIGNED if kind != "values one column on"]
STARTED = time.monotonic()
SMALL, LARGE = 10_000, 100_000


def main():
    parser = argparse.ArgumentParser(prog="quality", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how often Review Gate does what the peers do once (5)")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the files that were screened")
    options = parser.parse_args()
    work = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="quality-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        gate = ReviewGate(work)
        print(tables.setting(options.seeds))
        print(_accidents_in_customers(gate, options.seeds))
        print(_accidents_in_shapes(gate, options.seeds))
        print(_clean(gate, options.seeds))
        print(_real(gate, options.seeds))
    finally:
        if options.keep is None:
            shutil.rmtree(work)


def _run(gate, spoiled, seed):
    """The peers look at the tables of the first seed."""
    return trial.run(gate, spoiled, _log, peers_too=seed == 1)


def _accidents_in_customers(gate, seeds):
    mixes, kinds = {SMALL: [], LARGE: []}, {}
    for seed in range(1, seeds + 1):
        mix = [customers.read(*gate.customers(rows, seed, 0.08)) for rows in mixes]
        base = customers.read(*gate.customers(SMALL, seed, 0))
        spoiled = {
            kind: accidents.inject(base, [kind], SHARES.get(kind, SHARE), seed)
            for kind in accidents.KINDS
            if accidents.allows(base, kind)
        }
        # One value in more than a twentieth of a column's rows: a population of its own, or an accident?
        spoiled["99 for unknown, in 8 % of a column"] = accidents.inject(base, ["99 for unknown"], 0.08, seed)
        done = _run(gate, [*mix, *spoiled.values()], seed)
        for each in done[: len(mix)]:
            mixes[len(each.table.rows)].append(each)
        for kind, each in zip(spoiled, done[len(mix) :], strict=True):
            kinds.setdefault(kind, []).append(each)
    return tables.customers(mixes, kinds)


def _accidents_in_shapes(gate, seeds):
    results = {}
    for shape in shapes.SHAPES:
        for seed in range(1, seeds + 1):
            base = shapes.clean(shape, SMALL, seed)
            kinds = [kind for kind in accidents.DESIGNED if accidents.allows(base, kind)]
            spoiled = {kind: accidents.inject(base, [kind], SHARE, seed) for kind in kinds if kind in tables.OF_VALUES}
            bases = [base] * len(spoiled)
            for rows in (SMALL, LARGE):
                bases.append(base if rows == SMALL else shapes.clean(shape, rows, seed))
                spoiled[f"all together, {rows:,} rows"] = accidents.inject(bases[-1], kinds, SHARE, seed)
            for kind, each, clean in zip(spoiled, _run(gate, list(spoiled.values()), seed), bases, strict=True):
                each.visible = trial.visible(each.table, clean)
                results.setdefault((shape, kind), []).append(each)
    return tables.shapes(results)


def _clean(gate, seeds):
    results = {}
    for rows in (SMALL, LARGE):
        for seed in range(1, seeds + 1):
            clean = [shapes.clean(shape, rows, seed) for shape in shapes.SHAPES]
            clean.append(customers.read(*gate.customers(rows, seed, 0)))
            for each in _run(gate, clean, seed):
                results.setdefault((each.table.name, rows), []).append(each)
    return tables.clean(results)


def _real(gate, seeds):
    originals = [source.read() for source in real.SOURCES]
    as_is = trial.run(gate, originals, _log)
    injected = {}
    for seed in range(1, seeds + 1):
        spoiled = [
            accidents.inject(table, [kind for kind in REAL_KINDS if accidents.allows(table, kind)], REAL_SHARE, seed)
            for table in originals
        ]
        for each in _run(gate, spoiled, seed):
            injected.setdefault(each.table.name, []).append(each)
    return tables.real_tables(real.SOURCES, as_is, injected)


def _log(text):
    print(f"{time.monotonic() - STARTED:6.0f} s  {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
