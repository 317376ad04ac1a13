"""Review Gate's own flags: Java reads the file and nothing else, and its flagged.csv is what counts."""

import csv
import json
import os
import shlex
import subprocess
import sys

import numpy as np

csv.field_size_limit(sys.maxsize)


class ReviewGate:
    def __init__(self, work):
        self.work = work
        self.java = shlex.split(os.environ["QUALITY_JAVA"])

    def customers(self, rows, seed, anomaly_rate):
        """Generated customers and the accidents that the generator knows of, as two files."""
        data = self.work / f"customers-{rows}-{seed}-{anomaly_rate}.csv"
        truth = data.with_suffix(".truth.csv")
        self._run("ExportCustomers", str(rows), str(seed), str(anomaly_rate), str(data), str(truth))
        return data, truth

    def screen(self, jobs):
        """For each (file, rows, declared columns or None): whether each row was flagged, and the reasons of those that were."""
        lines = []
        for number, (path, _, columns) in enumerate(jobs):
            out = self.work / f"screened-{number}"
            declared = ""
            if columns is not None:
                declared = self.work / f"columns-{number}.json"
                declared.write_text(json.dumps([column.declared() for column in columns]), encoding="utf-8")
            lines.append(f"{path}\t{out}\t{declared}\n")
        listing = self.work / "jobs.tsv"
        listing.write_text("".join(lines), encoding="utf-8")
        self._run("ScreenFiles", str(listing))
        return [_flags(self.work / f"screened-{number}" / "flagged.csv", rows) for number, (_, rows, _) in enumerate(jobs)]

    def _run(self, main, *arguments):
        subprocess.run([*self.java, f"{os.environ['QUALITY_PACKAGE']}.{main}", *arguments], check=True)


def _flags(path, rows):
    flags = np.zeros(rows, bool)
    reasons = {}
    # A row may hold bytes that are no UTF-8; its number and the reasons are read all the same.
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        for record in list(csv.reader(file))[1:]:
            flags[int(record[0]) - 1] = True
            reasons[int(record[0]) - 1] = record[1]
    return flags, reasons
