#!/usr/bin/env python3
"""The page of a meeting under load: requests a second, their latency, and what it does to the beat.

    Benchmarks/page.py [SECONDS]          CONVENED_BINARY: instead of the release build

What is measured and how: Benchmarks/README.md.
"""

import os
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/release/convened"))
SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
# Meetings whose cutoffs fall into the run, one a second, so that decisions are made meanwhile.
MEETINGS = 60
PAGE, BOARD = 18_180, 18_181

# Every request comes from another reader, as through a proxy; a share of a second each waits, so that
# 100 connections make about `RATE` requests a second. RATE=0: as fast as they can.
LUA = """
local rate = tonumber(os.getenv("RATE"))
local pages = {}
for line in io.lines(os.getenv("PAGES")) do pages[#pages + 1] = line end
math.randomseed(os.time())
function request()
  local from = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format("GET", pages[math.random(#pages)], { ["Host"] = "a", ["X-Forwarded-For"] = from })
end
function delay() if rate == 0 then return 0 end return math.floor(100 / rate * 1000 * 2 * math.random()) end
"""


def configuration(folder, begin):
    people = "\n".join(
        f"  p{n}: {{ name: Person {n}, email: p{n}@example.org, timezone: Asia/Kolkata }}"
        for n in range(100))
    everyone = "[" + ", ".join(f"p{n}" for n in range(1, 100)) + "]"
    start = int(begin) // 60 * 60 + 7_200
    sentence = time.strftime("%Y-%m-%d %H:%M", time.gmtime(start))
    meetings = "".join(textwrap.dedent(f"""
        m{n}:
          title: Meeting {n}
          when: once on {sentence} UTC
          hosts: p0
          invite: {everyone if n == 0 else 'p1'}
          remind: no
          agenda: {{ opens: 6 days before, if empty: warn, cutoff: {start - cutoff(begin, n)} seconds before }}
        """) for n in range(MEETINGS))
    return f"""
community: Load
domain: load.example.org
mail: {{ from: "Load <load@example.org>", via: "maildir:{folder}/mail" }}
web: {{ url: "http://127.0.0.1:{PAGE}", listen: "127.0.0.1:{PAGE}" }}
board: {{ listen: "127.0.0.1:{BOARD}" }}
people:
{people}
meetings:
{textwrap.indent(meetings, '  ')}
"""


def cutoff(begin, n):
    """When the agenda of meeting `n` closes: from the tenth second on, one a second."""
    return int(begin) + 10 + n


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def lateness():
    text = urllib.request.urlopen(f"http://127.0.0.1:{BOARD}/metrics").read().decode()
    buckets = re.findall(
        r'^convened_decision_lateness_seconds_bucket\{le="([^"]+)"\} (\d+)', text, re.M)
    return {edge: int(count) for edge, count in buckets}


def quantile(before, after, share):
    counts = {edge: after[edge] - before[edge] for edge in after}
    total = counts["+Inf"]
    edge = next(edge for edge, count in counts.items() if count >= share * total)
    return f"<= {edge} s of {total}"


def memory(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"RssAnon:\s+(\d+)", text)[1]) / 1024


def load(folder, rate, threads=2, connections=100):
    environment = dict(os.environ, RATE=str(rate), PAGES=f"{folder}/pages")
    return run(
        "wrk", f"-t{threads}", f"-c{connections}", f"-d{SECONDS}s", "--latency",
        "-s", f"{folder}/load.lua", f"http://127.0.0.1:{PAGE}", env=environment)


def main():
    if not shutil.which("wrk"):
        sys.exit("page.py: no wrk; apt-get install wrk")
    folder = tempfile.mkdtemp(prefix="convened-page-", dir="/dev/shm")
    places = ["--config", f"{folder}/etc", "--state", f"{folder}/state", "--socket", f"{folder}/c"]
    os.makedirs(f"{folder}/etc")
    pathlib.Path(f"{folder}/load.lua").write_text(LUA)
    pathlib.Path(f"{folder}/etc/a.yaml").write_text(configuration(folder, time.time()))
    log = open(f"{folder}/log", "w")
    daemon = subprocess.Popen([BINARY, "run", *places], stderr=log)
    try:
        while "ask me:" not in pathlib.Path(f"{folder}/log").read_text():
            if daemon.poll() is not None:
                sys.exit(pathlib.Path(f"{folder}/log").read_text())
            time.sleep(0.1)
        for n in range(10):
            run(BINARY, "agenda", "add", "m0", f"item {n}", "--by", f"p{n}", *places)
        pages = [
            run(BINARY, "link", "make", "m0", "--for", f"p{n}", *places).strip()
            .split(f":{PAGE}")[1] for n in range(1, 100)]
        pathlib.Path(f"{folder}/pages").write_text("\n".join(pages) + "\n")
        print(f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, "
              f"load {os.getloadavg()[0]:.1f}; {SECONDS} s each")
        # A little more is offered than the thousand that is to be served.
        for rate in (1_100, 0):
            before = lateness()
            print(f"\n== {f'about {rate} requests a second' if rate else 'as fast as it goes'}")
            print(load(folder, rate))
            print("decisions, due to commit: p50", quantile(before, lateness(), 0.5),
                  "; p99", quantile(before, lateness(), 0.99))
            print(f"RssAnon {memory(daemon.pid):.1f} MiB")
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait()
        shutil.rmtree(folder)


main()
