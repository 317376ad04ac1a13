"""What people use today, each with the encoding that it needs: parsed numbers, dates as days, missing values filled in."""

import logging
import re
import warnings

import numpy as np
import pandas as pd

MOST_FITTED = 20_000
EPOCH = np.datetime64("1970-01-01", "D")


class Frame:
    """A table as a data engineer loads it: short rows filled up, long ones cut, numbers and dates parsed where they can be."""

    def __init__(self, table):
        self.columns = table.columns
        width = len(table.columns)
        names = [column.name for column in table.columns]
        texts = pd.DataFrame([(row + [""] * (width - len(row)))[:width] for row in table.rows], columns=names, dtype=object)
        texts = texts.where(texts != "", None)
        self.data = texts
        for column in table.columns:
            if column.kind == "number":
                self.data[column.name] = pd.to_numeric(texts[column.name], errors="coerce").astype(float)
            elif column.kind == "date":
                self.data[column.name] = pd.to_datetime(texts[column.name], errors="coerce", format="ISO8601")

    def matrix(self):
        """Numbers, and dates as days; what is missing becomes the column's median."""
        columns = []
        for column in self.columns:
            if column.kind == "number":
                columns.append(self.data[column.name].to_numpy(float))
            elif column.kind == "date":
                stamps = self.data[column.name].to_numpy("datetime64[s]")
                days = (stamps.astype("datetime64[D]") - EPOCH).astype(float)
                columns.append(np.where(np.isnat(stamps), np.nan, days))
        matrix = np.column_stack(columns)
        return np.where(np.isnan(matrix), np.nanmedian(matrix, axis=0), matrix)


def z_score(frame):
    """Any numeric value further than three standard deviations from its column's mean."""
    flags = np.zeros(len(frame.data), bool)
    for column in frame.columns:
        if column.kind == "number":
            values = frame.data[column.name].to_numpy(float)
            with np.errstate(invalid="ignore", divide="ignore"):
                flags |= np.abs((values - np.nanmean(values)) / np.nanstd(values)) > 3
    return flags


def isolation_forest(frame):
    """The forest does not depend on the contamination, only the border does: "auto" is a score of -0.5."""
    from sklearn.ensemble import IsolationForest

    forest = IsolationForest(random_state=0).fit(frame.matrix())
    scores = forest.score_samples(frame.matrix())
    return {"IsolationForest auto": scores < forest.offset_, "IsolationForest 6 %": scores < np.percentile(scores, 6)}


def elliptic_envelope(frame):
    """As above: 10 % is its default. Fitted to 20,000 of the rows where there are more."""
    from sklearn.covariance import EllipticEnvelope

    matrix = frame.matrix()
    # A constant column makes the covariance singular whatever the others hold.
    matrix = matrix[:, np.ptp(matrix, axis=0) > 0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sample = np.random.default_rng(0).permutation(len(matrix))[:MOST_FITTED]
        scores = EllipticEnvelope(random_state=0).fit(matrix[sample]).score_samples(matrix)
    return {f"EllipticEnvelope {share} %": scores < np.percentile(scores, share) for share in (10, 6)}


def pandera_schema(frame):
    """Types, required values, ranges, allowed values, patterns and unique identifiers."""
    import pandera.pandas as pa

    logging.getLogger("pandera").setLevel(logging.ERROR)
    columns = {}
    for column in frame.columns:
        checks = []
        low, high = _limits(column)
        if low is not None:
            checks.append(pa.Check.ge(low))
        if high is not None:
            checks.append(pa.Check.le(high))
        if column.allowed is not None:
            checks.append(pa.Check.isin(list(column.allowed)))
        if column.pattern is not None:
            checks.append(pa.Check(_matches(_pattern(column))))
        columns[column.name] = pa.Column(None, checks, nullable=not column.required, unique=column.kind == "id")
    flags = np.zeros(len(frame.data), bool)
    try:
        pa.DataFrameSchema(columns).validate(frame.data, lazy=True)
    except pa.errors.SchemaErrors as errors:
        rows = errors.failure_cases["index"].dropna().astype(int)
        flags[rows.to_numpy()] = True
    return flags


def _matches(pattern):
    return lambda values: values.isna() | values.astype(str).str.fullmatch(pattern).fillna(False).astype(bool)


def _pattern(column):
    # Python's re has no letters class of Unicode: [^\W\d_] is one.
    return column.pattern if r"\p{L}" not in column.pattern else _letters(column.pattern)


def _letters(pattern):
    inside = re.fullmatch(r"\[\\p\{L\}(.*)\]\+", pattern)
    return rf"(?:[^\W\d_]|[{inside.group(1)}])+"


def _limits(column):
    if column.kind == "date":
        return tuple(None if limit is None else pd.Timestamp(limit) for limit in (column.low, column.high))
    return column.low, column.high


def great_expectations_suite(frame):
    """The same rules as expectations; the rows that they name as unexpected."""
    import great_expectations as gx
    import great_expectations.expectations as gxe

    logging.disable(logging.CRITICAL)
    expectations = []
    for column in frame.columns:
        name = column.name
        if column.required:
            expectations.append(gxe.ExpectColumnValuesToNotBeNull(column=name))
        low, high = _limits(column)
        if low is not None or high is not None:
            expectations.append(gxe.ExpectColumnValuesToBeBetween(column=name, min_value=low, max_value=high))
        if column.allowed is not None:
            expectations.append(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.allowed)))
        if column.pattern is not None:
            expectations.append(gxe.ExpectColumnValuesToMatchRegex(column=name, regex=f"^(?:{_pattern(column)})$"))
        if column.kind == "id":
            expectations.append(gxe.ExpectColumnValuesToBeUnique(column=name))
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame.data})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = batch.validate(
            gx.ExpectationSuite(name="rules", expectations=expectations), result_format={"result_format": "COMPLETE"}
        )
    flags = np.zeros(len(frame.data), bool)
    for outcome in result.results:
        if outcome.exception_info and outcome.exception_info.get("raised_exception"):
            raise RuntimeError(f"{outcome.expectation_config}: {outcome.exception_info}")
        flags[list(outcome.result.get("unexpected_index_list") or [])] = True
    logging.disable(logging.NOTSET)
    return flags


STATISTICAL = (
    "z-score > 3",
    "IsolationForest auto",
    "IsolationForest 6 %",
    "EllipticEnvelope 10 %",
    "EllipticEnvelope 6 %",
)
RULES = ("pandera", "Great Expectations")


def flags(table):
    """What each of them flags, by name."""
    frame = Frame(table)
    return (
        {"z-score > 3": z_score(frame)}
        | isolation_forest(frame)
        | elliptic_envelope(frame)
        | {"pandera": pandera_schema(frame), "Great Expectations": great_expectations_suite(frame)}
    )
