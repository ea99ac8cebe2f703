#!/usr/bin/env python3
"""Plays a page of docs/ as it stands: writes its files, runs its commands, compares what they say.

    tools/pages.py PAGE...    on this machine, as root: for a machine that is thrown away

What counts in a page is its code. Below a line that ends with a file's name in code and a colon
is that file. Everywhere else a line that begins with `$ ` is a command (a `\\` at its end goes on in
the next), and what follows is what it says:

- each line has to come, in this order, others may come between; `…` is whatever;
- a command must end with status 0, unless `$ echo $?` comes next with another;
- times, weekdays and months are any, runs of spaces as long as they like. Dates and ids are those of
  the page's writing: what stands for one is remembered, and put in its place further on;
- what only asks (ASKS) is asked again until it says so: mail takes its time.
"""

import pathlib
import re
import subprocess
import sys
import time
from typing import NamedTuple

FILE = re.compile(r"`([^`\s]+\.\w+)`:$")
# What is another one each time: dates and ids are the same throughout a page, the others are not.
SAME = re.compile(r"(?<!\w)(\d{4}-\d\d-\d\d|[0-9a-f]{32}\b|(?=[a-f]*\d)[0-9a-f]{8}\b)")
OTHER = re.compile(
    r"(?P<time>(?<!\d)\d\d:\d\d(?::\d\d)?)|(?P<name>\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May"
    r"|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?: +\d\d?\b)?)|(?P<any>…)|(?P<space>\s+)")
ANY = {"time": r"\d\d:\d\d(?::\d\d)?", "name": r"\w{3}(?: +\d\d?)?", "any": ".*", "space": r"\s+"}
# What changes nothing, and may be asked again.
ASKS = re.compile(r"(sudo )?(convened (status|next|why|show|outbox|plan|doctor)|journalctl)\b")
# Only ever fails.
PATIENCE = 60


class Write(NamedTuple):
    line: int
    path: str
    text: str


class Run(NamedTuple):
    line: int
    command: str
    says: list
    status: int = 0


class Failure(Exception):
    pass


def blocks(text):
    """(number of the first line, what stands before it, its lines) of each piece of code."""
    before, lines = "", text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            yield at + 2, before, lines[at + 1:end]
            before, at = "", end
        elif line.startswith("    "):
            end = at
            while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
                end += 1
            yield at + 1, before, "\n".join(l[4:] for l in lines[at:end]).rstrip().split("\n")
            before, at = "", end - 1
        elif line.strip():
            before = line
        at += 1


def steps(text):
    """What the page has somebody do, in its order."""
    for number, before, lines in blocks(text):
        if found := FILE.search(before):
            if command := [line for line in lines if line.startswith("$ ")]:
                raise Failure(f"line {number}: error: {command[0]!r} within {found[1]}. write a line before it")
            yield Write(number, found[1], "\n".join(lines) + "\n")
        else:
            yield from commands(number, lines)


def commands(number, lines):
    runs, at = [], 0
    while at < len(lines):
        first, command = number + at, lines[at]
        at += 1
        if not command.startswith("$ "):
            continue
        while command.endswith("\\"):
            command += "\n" + lines[at]
            at += 1
        says = []
        while at < len(lines) and not lines[at].startswith("$ "):
            says.append(lines[at])
            at += 1
        if command == "$ echo $?":
            runs[-1] = runs[-1]._replace(status=int(says[0]))
        else:
            runs.append(Run(first, command[2:], [line for line in says if line.strip()]))
    return runs


def pattern(line, known):
    """What a line of the page says, as an expression; a group for each date and id that is new."""
    out, new = "", []
    for piece in SAME.split(line.strip()):
        if SAME.fullmatch(piece):
            if piece in known:
                out += re.escape(known[piece])
            elif piece in new:
                out += f"(?P=same{new.index(piece)})"
            else:
                shape = "[0-9a-f]" if "-" not in piece else "[0-9-]"
                out += f"(?P<same{len(new)}>{shape}{{{len(piece)}}})"
                new.append(piece)
            continue
        at = 0
        for found in OTHER.finditer(piece):
            out += re.escape(piece[at:found.start()]) + ANY[found.lastgroup]
            at = found.end()
        out += re.escape(piece[at:])
    return re.compile(out), new


def compare(says, output, known):
    """Each line of the page in those that came; `known` learns what stands for dates and ids."""
    came, learnt = iter(output.split("\n")), dict(known)
    for line in says:
        if line.strip() == "…":
            continue
        expression, new = pattern(line, learnt)
        for one in came:
            if found := expression.fullmatch(one.strip()):
                learnt.update((name, found[f"same{n}"]) for n, name in enumerate(new))
                break
        else:
            raise Failure(f"does not say: {line}")
    known.update(learnt)


def play(page, say=print):
    known = {}
    for step in steps(pathlib.Path(page).read_text(encoding="utf-8")):
        place = f"{page}:{step.line}"
        if isinstance(step, Write):
            say(f"{place}: {step.path}")
            path = pathlib.Path(step.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            continue
        command = SAME.sub(lambda found: known.get(found[0], found[0]), step.command)
        say(f"{place}: $ {command}")
        began = time.monotonic()
        while failure := tried(command, step, known):
            if not ASKS.match(command) or time.monotonic() - began > PATIENCE:
                raise Failure(f"{place}: error: {failure}")


def tried(command, step, known):
    """Runs it; what is not as the page says, or nothing."""
    # Whoever plays a page is root already.
    done = subprocess.run(
        ["bash", "-c", f'sudo() {{ "$@"; }}\n{command}'], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)
    output = done.stdout.decode(errors="replace")
    try:
        if done.returncode != step.status:
            raise Failure(f"ends with {done.returncode}, not {step.status}")
        compare(step.says, output, known)
    except Failure as failure:
        return f"{failure}\n$ {command}\n{output}"
    return None


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: tools/pages.py PAGE...")
    try:
        for one in sys.argv[1:]:
            play(one)
    except Failure as problem:
        sys.exit(str(problem))
