#!/usr/bin/env python3
"""What an idle service wakes up for: switches of each of its threads, and its system calls.

    Benchmarks/idle.py [SECONDS]       CONVENED_BINARY: instead of the release build

What is measured and how: Benchmarks/README.md.
"""

import collections
import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/release/convened"))
CONFIGURATION = """\
community: Benchmark
domain: bench.example.org
mail: { from: "Meetings <meetings@example.org>", via: "smtp://127.0.0.1:PORT" }
web: { url: "http://127.0.0.1:8080" }
board: { listen: "127.0.0.1:8081" }
people:
  hana: { name: Hana, email: hana@example.org, timezone: Europe/Berlin }
  yash: { name: Yash, email: yash@example.org, timezone: Asia/Kolkata }
meetings:
  hours:
    title: Office Hours
    when: Thursday 14:00 Europe/Berlin
    starting: 2099-01-01
    hosts: hana
    invite: yash
    agenda: { opens: 6 days before, cutoff: 1 day before at 18:00, if empty: cancel, from: [agenda.md] }
    remind: [1 day before, 15 minutes before]
  soon:
    title: Somebody is invited at once
    when: once on DAY 14:00 UTC
    hosts: hana
    invite: yash
    opens: 6 days before
    remind: no
"""


def switches(pid):
    """By thread: (name, how often it went to sleep by itself, how often it was made to wait)."""
    found = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        fields = dict(
            line.split(":", 1) for line in (task / "status").read_text().splitlines())
        found[task.name] = (
            fields["Name"].strip(), int(fields["voluntary_ctxt_switches"]),
            int(fields["nonvoluntary_ctxt_switches"]))
    return found


def watch(pid, seconds):
    """Sleeps of threads in a stretch of time in which nobody looks."""
    before = switches(pid)
    time.sleep(seconds)
    after = switches(pid)
    rows = [
        (name, voluntary - before.get(task, (name, 0, 0))[1], forced - before.get(task, (name, 0, 0))[2])
        for task, (name, voluntary, forced) in after.items()]
    gone = len(before.keys() - after.keys())
    return rows, gone


def trace(pid, seconds, file):
    """The system calls of as long a stretch, by the thread that made them and their name."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-q", "-ttt", "-o", file, "-p", str(pid)], stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    tracer.terminate()
    tracer.wait()
    return pathlib.Path(file).read_text().splitlines()


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    folder = pathlib.Path(tempfile.mkdtemp(prefix="idle-"))
    etc = folder / "etc"
    etc.mkdir()
    subprocess.run(
        ["cc", "-O2", "-D_GNU_SOURCE", "-o", folder / "sink", ROOT / "Benchmarks/sink.c"], check=True)
    sink = subprocess.Popen(
        [folder / "sink", folder / "mails"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3)
    (etc / "community.yaml").write_text(
        CONFIGURATION.replace("PORT", sink.stdout.readline().strip()).replace("DAY", f"{day:%F}"))
    (etc / "agenda.md").write_text("# Agenda\n")
    process = subprocess.Popen(
        [BINARY, "run", "--config", etc, "--state", folder / "state", "--socket", folder / "c.sock",
         "--listen", "127.0.0.1:0", "--board", "127.0.0.1:0"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if "ask me:" in line:
                break
        # It has done of everything before: mail, commands, an edit of the agenda, a reload.
        places = ["--config", etc, "--state", folder / "state", "--socket", folder / "c.sock"]
        for command in (["status"], ["agenda", "add", "soon", "an item", "--by", "yash"],
                        ["slots", "hana", "yash"], ["outbox", "list"], ["reload"]):
            subprocess.run([BINARY, *command, *places], stdout=subprocess.DEVNULL)
        (etc / "agenda.md").write_text("# Agenda\n\n## 2099-01-01\n\n- item (yash)\n")
        # The connection to the mail server is kept for a while, and threads for some seconds.
        time.sleep(60)
        print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        rows, gone = watch(process.pid, seconds)
        print(f"\n{seconds} s without a tracer: {len(rows)} threads, {gone} ended")
        for name, voluntary, forced in sorted(rows):
            print(f"  {name:16} slept {voluntary:4} times, made to wait {forced:4} times")
        lines = trace(process.pid, seconds, folder / "trace")
        print(f"\n{seconds} s with strace: {len(lines)} lines")
        calls = collections.Counter(
            match[1] for line in lines if (match := re.search(r"^\d+ +[\d.]+ (\w+)\(", line)))
        for name, count in calls.most_common():
            print(f"  {count:5} {name}")
        times = [float(line.split()[1]) for line in lines]
        bursts = [a for a, b in zip(times, [0] + times[:-1]) if a - b > 0.5]
        print("  woken at " + ", ".join(f"{at - times[0]:.2f} s" for at in bursts))
    finally:
        process.terminate()
        process.wait()
        sink.stdin.close()
        sink.wait()
        shutil.rmtree(folder)


main()
