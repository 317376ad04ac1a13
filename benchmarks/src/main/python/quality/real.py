"""Public tables out of installed packages, and what a careful engineer would write down about their columns."""

import csv
import importlib.metadata
import importlib.util
import pathlib
from dataclasses import dataclass

from .table import Column, Table


@dataclass(frozen=True)
class Source:
    """Where a table is from; `columns` says which are no plain codes: (name, low, high), with `*` for all the others."""

    name: str
    package: str
    where: str
    license: str
    about: str
    quantities: tuple[tuple[str, float, float], ...]
    codes: tuple[tuple[str, float, float], ...]
    delimiter: str = ","

    def version(self):
        return importlib.metadata.version(self.package)

    def read(self):
        header, rows = _sklearn(self.where) if self.package == "scikit-learn" else _file(self)
        return Table(self.name, [self._column(name, [row[i] for row in rows]) for i, name in enumerate(header)], rows)

    def _column(self, name, values):
        filled = [value for value in values if value.strip()]
        required = len(filled) >= 0.95 * len(values)
        if not filled or not all(_is_number(value) for value in filled):
            kind = "date" if filled and filled[0][4:5] == "-" and filled[0][:4].isdigit() else "text"
            distinct = sorted(set(filled))
            if kind == "text" and len(distinct) <= 10:
                return Column(name, "category", required, allowed=tuple(distinct))
            return Column(name, kind, required)
        for wanted in (name, "*"):
            for known, low, high in self.quantities:
                if known == wanted:
                    return Column(name, "number", required, low, high, unit=True, positive=low >= 0, nonzero=low > 0)
            for known, low, high in self.codes:
                if known == wanted:
                    sentinel = "99" if high < 99 else None
                    return Column(name, "number", required, low, high, positive=low >= 0, sentinel=sentinel)
        raise ValueError(f"{self.name}: nothing is known of {name}")


def _is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def _sklearn(loader):
    import sklearn.datasets

    options = {"scaled": False} if loader == "load_diabetes" else {}
    frame = getattr(sklearn.datasets, loader)(as_frame=True, **options).frame
    return list(frame.columns), [[repr(value) for value in row] for row in frame.to_numpy().tolist()]


def _file(source):
    root = pathlib.Path(importlib.util.find_spec(source.package).submodule_search_locations[0])
    with open(root / source.where, encoding="utf-8-sig", newline="") as file:
        header, *rows = [row for row in csv.reader(file, delimiter=source.delimiter) if row]
    header = [name.strip("'") for name in header]
    return header, [[value.strip() for value in row] for row in rows]


UCI = "CC BY 4.0 (UCI)"
SOURCES = (
    Source(
        "breast_cancer", "scikit-learn", "load_breast_cancer", UCI, "cell nuclei of 569 tumours",
        (("*", 0, 5000),), (("target", 0, 1),),
    ),
    Source(
        "wine", "scikit-learn", "load_wine", UCI, "178 wines of three growers",
        (("*", 0.01, 2000),), (("target", 0, 2),),
    ),
    Source(
        "digits", "scikit-learn", "load_digits", UCI, "8 x 8 pixels of handwritten digits",
        (), (("target", 0, 9), ("*", 0, 16)),
    ),
    Source(
        "diabetes", "scikit-learn", "load_diabetes", "none stated (Efron et al. 2004; package BSD-3-Clause)", "442 patients",
        (("age", 18, 110), ("bmi", 10, 80), ("bp", 30, 200), ("s1", 50, 500), ("s2", 10, 400), ("s3", 5, 150), ("s4", 1, 15), ("s5", 2, 8), ("s6", 30, 300), ("target", 0, 500)),
        (("sex", 1, 2),),
    ),
    Source(
        "fair", "statsmodels", "datasets/fair/fair.csv", "with permission of the author (Fair 1978)", "a survey of 6,366 marriages",
        (("age", 15, 100), ("yrs_married", 0, 60)), (("affairs", 0, 90), ("*", 0, 20)),
    ),
    Source(
        "randhie", "statsmodels", "datasets/randhie/randhie.csv", "public domain", "visits to doctors in the RAND experiment",
        (("disea", 0, 80),), (("mdvis", 0, 90), ("*", 0, 9)),
    ),
    Source(
        "star98", "statsmodels", "datasets/star98/star98.csv", "all rights with the author, with permission", "303 school districts",
        (("MATHTOT", 1, 1e5), ("PR50M", 1, 1e5), ("AVYRSEXP", 1, 40), ("AVSALK", 10, 200), ("PERSPENK", 1, 20), ("PTRATIO", 5, 50), ("AVYRSEXP_AVSAL", 10, 8000), ("PERSPEN_PTRATIO", 5, 1000)),
        (("PERMINTE_AVYRSEXP", 0, 4000), ("PERMINTE_AVSAL", 0, 20000), ("PERSPEN_PCTAF", 0, 2000), ("PTRATIO_PCTAF", 0, 5000), ("PERMINTE_AVYRSEXP_AVSAL", 0, 8e5), ("PERSPEN_PTRATIO_PCTAF", 0, 1e5), ("*", 0, 100)),
    ),
    Source(
        "anes96", "statsmodels", "datasets/anes96/anes96.csv", "public domain", "a survey of 944 voters",
        (("age", 18, 110),), (("popul", 0, 20000), ("*", 0, 24)), "\t",
    ),
    Source(
        "modechoice", "statsmodels", "datasets/modechoice/modechoice.csv", "public domain", "210 travellers' four choices",
        (("invc", 1, 300), ("invt", 10, 3000), ("gc", 10, 500), ("hinc", 1, 100)),
        (("individual", 1, 210), ("ttme", 0, 120), ("mode", 1, 4), ("choice", 0, 1), ("psize", 1, 10)), ";",
    ),
    Source(
        "fertility", "statsmodels", "datasets/fertility/fertility.csv", "World Bank terms of use", "children per woman, 219 countries",
        (("*", 0.5, 10),), (),
    ),
    Source(
        "cattaneo2", "statsmodels", "treatment/tests/results/cataneo2.csv", "none stated (Cattaneo 2010; package BSD-3-Clause)", "4,642 births",
        (("bweight", 200, 7000), ("mage", 10, 60), ("mage2", 100, 3600)),
        (("fage", 0, 90), ("monthslb", 0, 400), ("*", 0, 45)),
    ),
    Source(
        "racd10", "statsmodels", "sandbox/regression/tests/racd10data_with_transformed.csv", "none stated (MEPS 2003; package BSD-3-Clause)", "3,629 people and their doctors",
        (("age", 65, 110), ("age2", 4225, 12100), ("income", -10, 1000)),
        (("linc", -10, 10), ("ldocvisa", -10, 10), ("incomet", -1, 100), ("nonphysician", 0, 365), ("physician", 0, 90), ("docvis", 0, 90), ("*", 0, 40)),
    ),
    Source(
        "elec_vic", "statsmodels", "tsa/stl/tests/results/mstl_elec_vic.csv", "none stated (AEMO; package BSD-3-Clause)", "3,600 hours of electricity demand",
        (("y", 2000, 30000),), (),
    ),
)  # fmt: skip
