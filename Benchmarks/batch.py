#!/usr/bin/env python3
"""Questions a second that `convened cadence --batch` answers on one core, of mixed rules and of sentences.

    Benchmarks/batch.py [LINES]          CONVENED_BINARY: instead of the release build

What is measured and how: Benchmarks/README.md.
"""

import datetime
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "Tests/Oracles"))
import rules  # noqa: E402: its place is known only now

BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/release/convened"))
LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
LIMIT = 40
SENTENCES = [
    "Thursday 14:00 UTC", "first and third Thursday 16:00-17:00 Europe/Berlin",
    "every 2 weeks Tuesday 16:00 Asia/Shanghai starting 2026-12-01", "Mon-Fri 9:30am America/New_York",
    "last weekday of the month 15:00 Europe/Berlin", "Wednesday except fourth 10:00 UTC",
    "monthly on the 15th 10:00 Asia/Kolkata", "odd weeks Monday 10:00 Europe/Berlin",
]


def ruled(rng, most):
    """Any rule of the fuzz, half of them in a zone, a third with a number up to `most`."""
    parts = rules.rule(rng)
    if rng.random() < 0.3:
        parts["COUNT"] = str(rng.randint(1, most))
    start = datetime.datetime(rng.randint(1990, 2030), rng.randint(1, 12), rng.randint(1, 28), 9, 30)
    zone = rng.choice(rules.ZONES) if rng.random() < 0.5 else None
    return {"rrule": rules.text(parts), "dtstart": start.strftime(rules.COMPACT), "tz": zone}


def answer(lines):
    """Seconds of a clock on the wall and of the processor, and the answers."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([BINARY, "cadence", "--batch"], input=lines, capture_output=True, check=True)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout.splitlines()


def main():
    rng = random.Random(1)
    kinds = {
        "rules": [ruled(rng, 25) for _ in range(LINES)],
        "rules, large numbers": [ruled(rng, 1_000) for _ in range(LINES)],
        "sentences": [{"when": rng.choice(SENTENCES), "from": "2026-12-01"} for _ in range(LINES)],
    }
    print(f"load {os.getloadavg()[0]:.1f}, {LINES} lines of each, {LIMIT} dates a line at most")
    for name, questions in kinds.items():
        lines = b"".join(
            json.dumps({"id": index, "limit": LIMIT} | question).encode() + b"\n"
            for index, question in enumerate(questions))
        wall, cpu, answers = min(answer(lines) for _ in range(3))
        dates = sum(text.count(b"Z\"") for text in answers)
        refused = sum(b'"error"' in text for text in answers)
        print(f"{name:20} {LINES / cpu:9,.0f} a second of one core, {LINES / wall:9,.0f} by the clock;"
              f" {dates / LINES:.1f} dates a line, {refused} refused")


if __name__ == "__main__":
    main()
