#!/usr/bin/env python3
"""100, 10,000 and 100,000 series: load, plan, arm, memory, one busy minute, a year; beside APScheduler.

    Benchmarks/scale.py [SERIES ...]      CONVENED_BINARY: instead of the release build

What is measured and how: Benchmarks/README.md.
"""

import datetime
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from notices import BINARY, ROOT, SENDER, Service, Sink, cpu, machine, memory, pause, write

NOTICES = 10_000
# Series in a file, which may have a mebibyte.
PER_FILE = 5_000
# Seconds that a year may take to be played.
YEAR_MOST = 300
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def at(instant):
    """A sentence for that minute of every week, in UTC."""
    return f"{DAYS[instant.weekday()]} {instant:%H:%M} UTC"


def configuration(made, port, series, busy=0, due=None):
    """The files: as many people as series, each the host of one; nothing is due for twelve hours.

    - busy: so many of them open at `due`, and then `NOTICES` people hear of it.
    """
    invited = NOTICES // busy - 1 if busy else 0
    guests = ", ".join(f"p{number:05}" for number in range(1, invited + 1))

    def meeting(number):
        opens, host, invite = "1 minute", number, ""
        start = made + datetime.timedelta(minutes=720 + number * 8_600 // series)
        if number < busy:
            start = (due + datetime.timedelta(minutes=31)).replace(second=0)
            opens = f"{(start - due).total_seconds():.0f} seconds"
        if number < busy and invited:
            host, invite = 0, f"invite: [{guests}], "
        return (f"  m{number:05}: {{ title: M, when: {at(start)}, hosts: p{host:05}, {invite}"
                f"opens: {opens} before, remind: no }}")

    files = {"community.yaml": "\n".join([
        "community: Scale", "domain: b.example",
        f'mail: {{ from: "Meetings <{SENDER}>", via: "smtp://127.0.0.1:{port}" }}', ""])}
    for first in range(0, series, PER_FILE):
        some = range(first, min(series, first + PER_FILE))
        people = [f"  p{number:05}: {{ email: p{number:05}@b.example }}" for number in some]
        files[f"from{first:05}.yaml"] = "\n".join(
            ["people:", *people, "meetings:", *map(meeting, some), ""])
    return files


def now():
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def children():
    """Seconds of the processor, user and system, of processes that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def check(folder):
    """Seconds by the clock and of the processor: the fastest of three."""
    runs = []
    for _ in range(3):
        began, before = time.monotonic(), children()
        subprocess.run([BINARY, "check", folder], stdout=subprocess.DEVNULL, check=True)
        runs.append((time.monotonic() - began, children() - before))
    return min(runs)


def load(folder, series):
    """Reading alone; then the service on an empty state, and on the state that it left."""
    files = configuration(now(), 25, series)
    write(folder / "etc", files)
    rows = {"check, s": check(folder / "etc")}
    for name in ("start", "start again"):
        service = Service(folder, files)
        rows[f"{name}, s"] = service.ready(), service.cpu()
        pause(time.time() + 2)
        rows[f"RssAnon idle after {name}, MiB"] = service.memory() / 1024
        service.stop()
    ready, processor = rows["start, s"]
    rows["start, us a series"] = ready / series * 1e6, processor / series * 1e6
    rows["without check, us a series"] = tuple(
        (all - reading) / series * 1e6
        for all, reading in zip(rows["start, s"], rows["check, s"]))
    return rows


def lateness(rows, due):
    """Median and last by the sink's clock."""
    late = sorted(at - due for at, _, _ in rows)
    assert len(late) == NOTICES and late[0] >= 0, (len(late), late[:1])
    return late[len(late) // 2], late[-1]


def busy(folder, series, start):
    """`NOTICES` due at once; `start` is how long the service takes to be ready."""
    sink, made = Sink(folder, "convened"), now()
    due = made + datetime.timedelta(seconds=int(10 + 3 * start))
    files = configuration(made, sink.port, series, min(series, NOTICES), due)
    service = Service(folder, files, "busy")
    service.ready()
    burst = service.burst(due.timestamp(), "invitation", NOTICES)
    service.stop()
    return {
        "burst committed, s": burst.committed,
        "burst at the sink, median and last, s": lateness(sink.close(), due.timestamp()),
        "burst recorded, s (CPU)": (burst.recorded, burst.cpu),
        "RssAnon at most in it, MiB": burst.most / 1024}


def year(folder):
    """A year on the virtual clock, or the day that it came to in `YEAR_MOST` seconds."""
    process = subprocess.Popen(
        [BINARY, "simulate", "--config", folder / "etc", "--from", "2027-01-01T00:00:00Z",
         "--until", "2028-01-01T00:00:00Z", "--json"], stdout=subprocess.PIPE)
    began, before, notices, line = time.monotonic(), children(), 0, b""
    for line in process.stdout:
        notices += b'"event":"notice"' in line
        if time.monotonic() - began > YEAR_MOST:
            process.kill()
            break
    ended = process.wait() == 0
    seconds, processor = time.monotonic() - began, children() - before
    return {
        "year simulated, s": (seconds, processor) if ended
        else f"to {json.loads(line)['at'][:10]} in {seconds:.0f} ({processor:.0f})",
        "notices of it": str(notices),
        "CPU a notice, us": processor / max(1, notices) * 1e6}


class APScheduler:
    """scale-apscheduler.py in a process of its own."""

    def __init__(self, what, *arguments):
        self._process = subprocess.Popen(
            [sys.executable, ROOT / "Benchmarks/scale-apscheduler.py", what, *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.seconds = json.loads(self._process.stdout.readline())["seconds"]

    def memory(self):
        return memory(self._process.pid) / 1024

    def cpu(self):
        return cpu(self._process.pid)

    def sent(self):
        return json.loads(self._process.stdout.readline())["sent"]

    def stop(self):
        self._process.stdin.close()
        assert self._process.wait(60) == 0


def beside(folder):
    """APScheduler with as many jobs as there are notices."""
    database, sink = folder / "apscheduler.db", Sink(folder, "apscheduler")
    due = int(time.time()) + 120
    add = APScheduler("add", database, sink.port, due, NOTICES)
    rows = {"start, s": (add.seconds, add.cpu()), "RssAnon idle after start, MiB": add.memory()}
    rows["start, us a series"] = tuple(second / NOTICES * 1e6 for second in rows["start, s"])
    add.stop()
    run = APScheduler("run", database, sink.port, due, NOTICES)
    assert time.time() < due - 3, "adding took too long"
    pause(due - 1)
    rows["start again, s"], before = (run.seconds, run.cpu()), run.cpu()
    rows["RssAnon idle after start again, MiB"] = run.memory()
    sent = run.sent()
    rows["RssAnon at most in it, MiB"], processor = run.memory(), run.cpu() - before
    run.stop()
    assert sent == NOTICES, sent
    median, last = lateness(sink.close(), due)
    return rows | {
        "burst at the sink, median and last, s": (median, last),
        "burst recorded, s (CPU)": (last, processor)}


def shown(value):
    match value:
        case None: return "-"
        case (first, second): return f"{first:.2f} ({second:.2f})"
        case float(): return f"{value:.2f}"
    return value


def main(sizes):
    print(f"{machine()} at the start; seconds by the clock, in brackets of the processor", flush=True)
    columns = {}
    with tempfile.TemporaryDirectory(prefix="cvd-") as name:
        folder = pathlib.Path(name)
        Sink.build(folder)
        for series in sizes:
            place = folder / str(series)
            place.mkdir()
            rows = load(place, series)
            # Before the other configuration of the burst takes its place.
            rows |= year(place)
            rows |= busy(place, series, rows["start, s"][0])
            rows["load"] = os.getloadavg()[0]
            columns[f"{series:,}"] = rows
            print({label: shown(value) for label, value in rows.items()}, file=sys.stderr, flush=True)
        columns["APScheduler"] = beside(folder) | {"load": os.getloadavg()[0]}
    labels = list(columns[f"{sizes[0]:,}"])
    print(f"{'':40}" + "".join(f"{name:>24}" for name in columns))
    for label in labels:
        print(f"{label:40}" + "".join(f"{shown(rows.get(label)):>24}" for rows in columns.values()))
    print("systemd timers: AccuracySec= is a minute unless a unit sets it (systemd.timer(5))")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 10_000, 100_000])
