#!/usr/bin/env python3
"""Timers: our wheel, a 4-ary indexed heap in C++, swift-collections' Heap, NIO's scheduled tasks and a
DispatchSource for each timer, on the same workload, in the same run.

    Benchmarks/wheel.py [REPETITIONS]

What is measured and how: Benchmarks/README.md. It builds what it runs, below .build/wheel.
"""

import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

import shadow

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks"
SHADOW = ROOT / ".build/wheel"
REPETITIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
SIZES = {1_000: "1k", 100_000: "100k", 1_000_000: "1M", 10_000_000: "10M"}
COLUMNS = ("insert", "cancel", "move", "query", "fire")

# At most so many times what the same costs heap4.
TOTAL_WANTED = {100_000: 0.6, 1_000_000: 1.0, 10_000_000: 0.65}
MOVE_WANTED = {1_000_000: 2.0, 10_000_000: 1.2}
BOTH_WANTED = {1_000_000: 0.8, 10_000_000: 0.55}  # insert + fire
STEP_WANTED = {1_000_000: 0.25, 10_000_000: 1.0}  # milliseconds
BYTES_WANTED = 40  # a timer, from a million on
PEERS = {"heap": (1_000, 100_000, 1_000_000), "nio": (1_000, 10_000), "dispatch": (1_000, 10_000)}

missed = []


def built():
    """Our program and heap4."""
    ours = shadow.built(SHADOW, "wheel-benchmark", only="wheel")
    heap4 = SHADOW / "heap4"
    subprocess.run(
        [os.environ.get("CXX", "c++"), "-O2", "-o", heap4, HERE / "Wheel/Heap4/heap4.cc"], check=True)
    return ours, heap4


def output(command, **environment):
    command = [str(part) for part in command]
    return subprocess.run(
        command, check=True, capture_output=True, text=True,
        env=dict(os.environ, **environment)).stdout


def figures(command):
    """One run, checked: half of the timers fired, none late, none out of order."""
    fields = output(command).strip().split(",")
    row = dict(zip(COLUMNS, map(float, fields[4:9])))
    row["wakes"], row["fired"], late, disorder = map(int, fields[9:13])
    row["bytes"] = float(fields[13])
    if late or disorder:
        sys.exit(f"wheel.py: {fields[0]}: {late} ticks late, {disorder} out of order")
    row["total"] = row["insert"] + row["cancel"] / 2 + row["move"] / 4 + row["fire"] / 2
    row["both"] = row["insert"] + row["fire"]
    return row


def longest_step(command, **environment):
    return float(re.search(r"max ([\d.]+) ns", output(command, **environment))[1]) / 1e6


def middle(rows, key):
    return statistics.median(row[key] for row in rows)


def cell(rows, key):
    return f"{middle(rows, key):.1f} ({min(row[key] for row in rows):.1f})"


def verdict(what, value, wanted):
    """`value` beside what is wanted of it, and whether it is reached."""
    if wanted is None:
        return f"{value:.2f}"
    if value > wanted:
        missed.append(f"{what}: {value:.2f}, wanted {wanted}")
    return f"{value:.2f} ({'≤' if value <= wanted else '**>**'} {wanted})"


def throughput(ours, heap4):
    print("| timers | | insert | cancel | move | query | fire | total | bytes | wakes |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    ratios = []
    for count, name in SIZES.items():
        for kind in "UL":
            rows = {"wheel": [], "heap4": []}
            for _ in range(REPETITIONS if count <= 1_000_000 else max(REPETITIONS // 2, 1)):
                rows["wheel"].append(figures([ours, "wheel", count, kind, "ms"]))
                rows["heap4"].append(figures([heap4, count, kind, "ms", 4]))
            for peer, found in rows.items():
                if any(row["fired"] != count // 2 for row in found):
                    sys.exit(f"wheel.py: {peer} fired {found[0]['fired']} of {count // 2}")
                print(f"| {name} {kind} | {peer} | " + " | ".join(
                    cell(found, key) for key in (*COLUMNS, "total")) +
                    f" | {middle(found, 'bytes'):.1f} | {found[0]['wakes']:,} |", flush=True)
            ratios.append((count, name, kind, rows))
    print("\n| ours / heap4 | total | smallest total | move | insert + fire | wakes | bytes a timer |")
    print("|---|---|---|---|---|---|---|")
    for count, name, kind, rows in ratios:
        mine, theirs = rows["wheel"], rows["heap4"]

        def ratio(key):
            return middle(mine, key) / middle(theirs, key)

        least = min(row["total"] for row in mine) / min(row["total"] for row in theirs)
        # heap4 wakes once for each different deadline.
        wakes = mine[0]["wakes"] / theirs[0]["wakes"]
        per_timer = middle(mine, "bytes")
        print(f"| {name} {kind} "
              f"| {verdict(f'total, {name} {kind}', ratio('total'), TOTAL_WANTED.get(count))} "
              f"| {least:.2f} "
              f"| {verdict(f'move, {name} {kind}', ratio('move'), MOVE_WANTED.get(count))} "
              f"| {verdict(f'insert + fire, {name} {kind}', ratio('both'), BOTH_WANTED.get(count))} "
              f"| {verdict(f'wakes, {name} {kind}', wakes, 1.02 if count < 1_000_000 else 1.001)} "
              f"| {verdict(f'bytes, {name} {kind}', per_timer, BYTES_WANTED if count >= 1_000_000 else None)} |")


def steps(ours, heap4):
    print("\n| longest wake, ms | ours | | heap4 |")
    print("|---|---|---|---|")
    for count, wanted in STEP_WANTED.items():
        for kind in "UL":
            mine, theirs = [], []
            for _ in range(3):
                mine.append(longest_step([ours, "steps", count, kind, "ms"]))
                theirs.append(longest_step([heap4, count, kind, "ms", 4], STEPS="1"))
            name = f"{SIZES[count]} {kind}"
            print(f"| {name} | {verdict(f'step, {name}', statistics.median(mine), wanted)} "
                  f"| {min(mine):.2f} to {max(mine):.2f} "
                  f"| {statistics.median(theirs):.2f} |", flush=True)


def ticks(ours):
    rows = {tick: [] for tick in ("ms", "us")}
    for _ in range(REPETITIONS):
        for tick, found in rows.items():
            found.append(figures([ours, "wheel", 1_000_000, "U", tick]))
    ratio = middle(rows["us"], "total") / middle(rows["ms"], "total")
    print(f"\nTicks of 1 us against 1 ms, 1M U, total: {verdict('a finer tick', ratio, 1.15)}")


def others(ours):
    print("\n| others, U | timers | insert | cancel | move | fire | bytes |")
    print("|---|---|---|---|---|---|---|")
    for peer, sizes in PEERS.items():
        for count in sizes:
            rows = [figures([ours, peer, count, "U", "ms"]) for _ in range(3)]
            print(f"| {peer} | {count:,} | " + " | ".join(
                cell(rows, key) for key in ("insert", "cancel", "move", "fire")) +
                f" | {middle(rows, 'bytes'):.0f} |", flush=True)


def main():
    ours, heap4 = built()
    print(f"{datetime.date.today()}, {os.cpu_count()} cores, {platform.release()}, load "
          f"{os.getloadavg()[0]:.1f} at the start; medians (and minima) of {REPETITIONS}\n", flush=True)
    throughput(ours, heap4)
    ticks(ours)
    steps(ours, heap4)
    others(ours)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")
    print("missed: " + "; ".join(missed) if missed else "every figure is reached")


main()
