"""What the differential fuzzes share: questions in chunks on every core, counts, classes, complaints."""

import argparse
import collections
import multiprocessing
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/debug/convened"))
SHOWN_MAX = 20


def run(command, lines):
    """One answer a line."""
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True)
    answers = done.stdout.splitlines()
    if done.returncode or len(answers) != len(lines):
        sys.exit(f"fuzz: {command[0]} gave {len(answers)} answers to {len(lines)}"
                 f" questions and ended with {done.returncode}: {done.stderr[:1000]}")
    return answers


def arguments(name, count):
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="begin",
                        help="where a run that was ended goes on: each chunk depends on the seed alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def campaign(name, given, chunk, size, classes, what):
    """Asks everything; the exit status.

    `chunk` takes a seed and how many, and gives counts and complaints that depend on these alone.
    `classes`: by name, the number of the decision on it, or why nobody needs one.
    """
    start = given.begin // size * size
    jobs = [(f"{given.seed}/{begin}", min(size, given.count - begin))
            for begin in range(start, given.count, size)]
    counts, complaints = collections.Counter(), []
    with multiprocessing.Pool(given.jobs) as pool:
        for number, (new, wrong) in enumerate(pool.imap_unordered(chunk, jobs), 1):
            counts += new
            for text in wrong[:max(0, SHOWN_MAX - len(complaints))]:
                print(text, flush=True)
            complaints += wrong
            if number % 20 == 0:
                print(f"… {start + number * size}, {len(complaints)} differences", file=sys.stderr, flush=True)
    for label, number in sorted(counts.items()):
        print(f"{number:9} {label}")
    written = {path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")}
    unwritten = sorted({
        f"no decision {number:04} on: {label}" for label, number in classes.items()
        if isinstance(number, int) and counts[f"class: {label}"] and f"{number:04}" not in written})
    print("\n".join(unwritten + [
        f"{name}: seed {given.seed}, {given.count - start} {what}, {len(complaints)} differences"]))
    return counts, 1 if complaints or unwritten else 0
