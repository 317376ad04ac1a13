"""Markdown."""

import importlib.metadata
import platform

import numpy as np

from . import peers
from .trial import OURS, OURS_DECLARED, score

EVERYBODY = (OURS, OURS_DECLARED, *peers.STATISTICAL, *peers.RULES)
# Accidents that change a value and leave the row as it is: what the shape of a column decides about.
OF_VALUES = ("unit x100", "unit /100", "unit x10", "zero", "negative", "99 for unknown")


def setting(seeds):
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("scikit-learn", "pandera", "great_expectations", "pandas", "numpy", "statsmodels")
    )
    return f"Python {platform.python_version()}, {versions}. Review Gate over {seeds} seeds, the others over the first.\n"


def _table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _share(value):
    if value is None:
        return "–"
    # Rounded down: nothing that is missed or wrong is rounded away.
    return f"{np.floor(value * 1000 + 1e-9) / 1000:.3f}"


def _both(pair):
    return f"{_share(pair[0])} / {_share(pair[1])}"


def _percent(value):
    return f"{100 * value:.2f} %"


def customers(mixes, kinds):
    rows = []
    for size, trials in mixes.items():
        rows.append([f"**the generator's own mix, {size:,} rows**"] + [_both(score(trials, name)) for name in EVERYBODY])
    small = next(iter(mixes.values()))
    for kind in sorted({what for each in small for what in each.table.truth.values()}):
        rows.append([f"of it: {kind.replace('_', ' ')}"] + [_share(score(small, name, kind)[0]) for name in EVERYBODY])
    for kind, trials in kinds.items():
        rows.append([kind] + [_both(score(trials, name)) for name in EVERYBODY])
    return "### Accidents in generated customers: recall / precision of row flags\n\n" + _table(["accident", *EVERYBODY], rows)


def shapes(results):
    header = ["shape", "accident", "outside the clean range", *EVERYBODY]
    rows = []
    for (shape, kind), trials in results.items():
        visible = sum(each.visible[0] for each in trials), sum(each.visible[1] for each in trials)
        seen = _share(visible[0] / visible[1]) if visible[1] and kind in OF_VALUES else ""
        rows.append([shape, kind, seen] + [_both(score(trials, name)) for name in EVERYBODY])
    return "### Accidents in tables of five shapes: recall / precision of row flags\n\n" + _table(header, rows)


def clean(results):
    header = ["clean table", "rows", *EVERYBODY]
    rows = []
    for (name, size), trials in results.items():
        worst = [_percent(max(each.flags[who].mean() for each in trials if who in each.flags)) for who in EVERYBODY]
        rows.append([name, f"{size:,}", *worst])
    return "### Nothing wrong: the largest share of rows flagged\n\n" + _table(header, rows)


def real_tables(sources, as_is, injected):
    parts = ["### Public tables\n"]
    parts.append(
        _table(
            ["table", "what", "rows x columns", "from", "license"],
            [
                [
                    source.name,
                    source.about,
                    f"{len(each.table.rows):,} x {len(each.table.columns)}",
                    f"{source.package} {source.version()}",
                    source.license,
                ]
                for source, each in zip(sources, as_is, strict=True)
            ],
        )
    )
    parts.append("As they are, share of rows flagged:\n")
    parts.append(
        _table(
            ["table", *EVERYBODY, "what Review Gate flags most"],
            [
                [each.table.name] + [_percent(each.flags[who].mean()) for who in EVERYBODY] + [_most(each)]
                for each in as_is
            ],
        )
    )
    parts.append(
        "With known accidents in 2 % of the rows: recall / precision, and in brackets precision without the rows that were"
        " flagged in the table as it is:\n"
    )
    rows = []
    for each in as_is:
        trials = injected[each.table.name]
        kinds = len({what for t in trials for what in t.table.truth.values()})
        cells = []
        for who in EVERYBODY:
            recall, precision = score(trials, who)
            cells.append(f"{_share(recall)} / {_share(precision)} ({_share(_new_precision(trials, each, who))})")
        rows.append([each.table.name, f"{kinds} in {sum(len(t.table.truth) for t in trials)} rows", *cells])
    parts.append(_table(["table", "kinds", *EVERYBODY], rows))
    return "\n".join(parts)


def _new_precision(trials, original, who):
    right = wrong = 0
    for each in trials:
        if who not in each.flags:
            continue
        truth = np.zeros(len(each.flags[who]), bool)
        truth[list(each.table.truth)] = True
        right += int((each.flags[who] & truth).sum())
        wrong += int((each.flags[who] & ~truth & ~original.flags[who]).sum())
    return right / (right + wrong) if right + wrong else None


def _most(each):
    """The three columns and reasons that most rows are flagged for."""
    counts = {}
    for reasons in each.reasons.values():
        for reason in {part.split(":")[0].split(", expected")[0] for part in reasons.split("; ")}:
            counts[reason] = counts.get(reason, 0) + 1
    most = sorted(counts.items(), key=lambda item: -item[1])[:3]
    return ", ".join(f"{reason} {count}" for reason, count in most)
