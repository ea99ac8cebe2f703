#!/usr/bin/env python3
"""Recurrence: our engine, libical and python-dateutil on the same rules, in the same run.

    Benchmarks/recurrence.py [ROUNDS]

What is measured and how: Benchmarks/README.md. It builds what it runs, below .build/benchmark.
"""

import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

import shadow

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks"
SHADOW = ROOT / ".build/benchmark"
CASES = HERE / "recurrence-cases.tsv"
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3

# Nanoseconds in UTC that are wanted of ours; 20 more for a zone. "f4" is the whole of it.
WANTED = {
    "a_weekly_tuth": 10, "b_month_lastFR": 15, "c_month_lastwd": 25, "d_year_wk20": 30, "e_leapday": 12,
    "f_sparse": 250, "f2_fri13": 60, "f3_minutely": 15, "f4_empty": 20_000,
    "g1_next_daily": 80, "g2_next_weekly": 80, "g3_next_monthly": 80, "g4_next_minutely": 80}


def libical():
    program = SHADOW / "recurrence-libical"
    subprocess.run(
        [os.environ.get("CC", "cc"), "-O2", "-D_GNU_SOURCE", "-o", program,
         HERE / "recurrence-libical.c", HERE / "Allocations/allocations.c", "-lical"], check=True)
    return program


def read(command):
    text = subprocess.run([*command, CASES], check=True, capture_output=True, text=True).stdout
    return {(row["case"], row["tz"]): row for row in map(json.loads, text.splitlines())}


def best(rounds):
    """The fastest of several, line by line."""
    return {key: min((found[key] for found in rounds), key=lambda row: row["ns"]) for key in rounds[0]}


def length(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.1f} {unit}"
    return f"{nanoseconds:.1f} ns"


def cell(row, truth):
    if row is None:
        return "–"
    if row["sum"] == truth["sum"]:
        return length(row["ns"])
    # The checksum is of 500; who stops before has no checksum to compare.
    is_short = row["n"] < min(truth["n"], 500) and not row["case"].startswith("g")
    return length(row["ns"]) + (f" (ends after {row['n']})" if is_short else " **wrong**")


def main():
    ours, theirs = shadow.built(SHADOW, "recurrence-benchmark", only="benchmark"), libical()
    versions = subprocess.run(
        ["pkg-config", "--modversion", "libical"], capture_output=True, text=True).stdout.strip()
    print(f"{datetime.date.today()}, {os.cpu_count()} cores, {platform.release()}, "
          f"load {os.getloadavg()[0]:.1f} at the start; libical {versions}; the best of {ROUNDS}\n")
    truth = read([sys.executable, HERE / "recurrence-dateutil.py"])
    rounds = [(read([ours]), read([theirs])) for _ in range(ROUNDS)]
    mine, libicals = (best(list(side)) for side in zip(*rounds))
    print("| case | | n | ours | wanted | libical | dateutil | heap, ours | heap, libical |")
    print("|---|---|---|---|---|---|---|---|---|")
    bad = 0
    for (name, zone), row in mine.items():
        other, third = libicals.get((name, zone)), truth.get((name, zone))
        if third is None:
            # A variant of a query: its answers are those of the query.
            stem = "_".join(name.split("_")[:3])
            third = truth[stem, zone] if name.endswith(("_made", "_count")) else row
            other = None
            if row["n"] == 0:
                continue  # the million is over before the query
        bad += row["sum"] != third["sum"]
        wanted = WANTED.get(name)
        wanted = "" if wanted is None else length(wanted + (20 if zone == "NY" and wanted < 1e4 else 0))
        heap = [f"{found['allocations']:,}" if found else "" for found in (row, other)]
        print(f"| {name} | {zone} | {row['n']:,} | {cell(row, third)} | {wanted} | {cell(other, third)} "
              f"| {cell(truth.get((name, zone)), third)} | {heap[0]} | {heap[1]} |")
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")
    return 1 if bad else 0


sys.exit(main())
