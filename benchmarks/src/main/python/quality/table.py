"""A table of text fields, and what a careful engineer knows about its columns."""

import csv
import io
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """What is known of a column; `kind` is id, text, category, date or number.

    `low`, `high`, `allowed` and `pattern` are the schema that the rule checks get. `unit`: a quantity that could be written
    in another unit. `positive`: nothing below zero can be true. `nonzero`: neither can zero. `sentinel`: the number that
    somebody's system writes for "unknown".
    """

    name: str
    kind: str = "number"
    required: bool = True
    low: float | str | None = None
    high: float | str | None = None
    allowed: tuple[str, ...] | None = None
    pattern: str | None = None
    unit: bool = False
    positive: bool = False
    nonzero: bool = False
    sentinel: str | None = None

    def declared(self):
        """The column as the execution input's `columns` says it."""
        kind = {"id": "identifier"}.get(self.kind, self.kind)
        declared = {"name": self.name, "type": kind, "required": self.required}
        if self.kind in ("number", "date"):
            declared |= {"min": self.low} if self.low is not None else {}
            declared |= {"max": self.high} if self.high is not None else {}
        if self.allowed is not None:
            declared["allowed"] = list(self.allowed)
        if self.pattern is not None:
            declared["pattern"] = self.pattern
        return declared


@dataclass
class Table:
    """Rows of text; `truth` maps the number of a row (from 0) to the accident in it."""

    name: str
    columns: list[Column]
    rows: list[list[str]]
    truth: dict[int, str] = field(default_factory=dict)
    # Rows whose bytes are not simply their fields in UTF-8.
    raw: dict[int, bytes] = field(default_factory=dict)

    def index(self, name):
        return next(i for i, column in enumerate(self.columns) if column.name == name)

    def copy(self):
        return Table(self.name, self.columns, [row.copy() for row in self.rows], dict(self.truth), dict(self.raw))

    def write(self, path):
        """Writes UTF-8 with a header and LF line ends."""
        with open(path, "wb") as out:
            out.write(line([column.name for column in self.columns]))
            for number, row in enumerate(self.rows):
                out.write(self.raw.get(number) or line(row))


def line(fields):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(fields)
    return text.getvalue().encode()
