#!/usr/bin/env python3
"""Ten thousand notices due at one instant: how long, how much memory, and beside what.

    Benchmarks/notices.py [NOTICES]       CONVENED_BINARY: instead of the release build

What is measured and how: Benchmarks/README.md.
"""

import collections
import contextlib
import datetime
import os
import pathlib
import platform
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/release/convened"))
SENDER = "meetings@example.org"
PER_MEETING = 100

# Seconds from the start of the service to the two instants.
OPENING, REMINDER = 10, 70
TICK = os.sysconf("SC_CLK_TCK")

Run = collections.namedtuple("Run", "name seconds cpu")
Burst = collections.namedtuple("Burst", "committed first last recorded cpu idle most")


class Sink:
    """The mail server of sink.c."""

    program = None

    @classmethod
    def build(cls, folder):
        cls.program = folder / "sink"
        subprocess.run(
            [os.environ.get("CC", "cc"), "-O2", "-D_GNU_SOURCE", "-o", cls.program,
             ROOT / "Benchmarks/sink.c"], check=True)

    def __init__(self, folder, name):
        self.file = folder / name
        self._process = subprocess.Popen(
            [self.program, self.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())

    def close(self):
        """Its list: (seconds since 1970, size, recipient) of each message."""
        self._process.stdin.close()
        assert self._process.wait(60) == 0
        rows = [line.split() for line in self.file.read_text().splitlines()]
        return [(int(at) / 1e9, int(size), to.strip("<>")) for at, size, to in rows]

    def messages(self, rows):
        """(recipient, bytes as they were before dots were stuffed) of what the rows list."""
        everything = pathlib.Path(f"{self.file}.mails").read_bytes()
        at = 0
        for _, size, to in rows:
            raw = everything[at:at + size - len(b".\r\n")]
            yield to, raw.replace(b"\r\n..", b"\r\n.")
            at += size


class Service:
    """The daemon on a configuration, its log with the time of each line, and its memory."""

    def __init__(self, folder, files, state="state"):
        etc = folder / "etc"
        write(etc, files)
        self._chunks = []
        place = folder / "n.sock"
        place.unlink(missing_ok=True)
        self._told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._told.bind(str(place))
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            [BINARY, "run", "--config", etc, "--state", folder / state,
             "--socket", folder / "c.sock"], env=dict(os.environ, NOTIFY_SOCKET=str(place)),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        threading.Thread(target=self._read, daemon=True).start()

    def ready(self):
        """Waits for READY=1: seconds since the start."""
        self._told.settimeout(1)
        told = b""
        while b"READY=1" not in told:
            with contextlib.suppress(TimeoutError):
                told = self._told.recv(1 << 16)
            if self._process.poll() is not None:
                sys.exit(b"".join(chunk for _, chunk in self._chunks).decode())
        seconds = time.monotonic() - self._began
        self._told.close()
        return seconds

    def _read(self):
        while chunk := os.read(self._process.stderr.fileno(), 1 << 16):
            self._chunks.append((time.time(), chunk))

    def lines(self, since):
        """(time, line) of what was logged after `since`. A line is not cut in two: each is one
        write."""
        return [(at, line) for at, chunk in list(self._chunks) if at >= since
                for line in chunk.decode().splitlines()]

    def memory(self):
        return memory(self._process.pid)

    def cpu(self):
        return cpu(self._process.pid)

    def burst(self, due, kind, notices):
        """Waits for an instant and until all of its notices are delivered; all but what the sink
        knows of it."""
        pause(due - 1)
        idle, cpu = self.memory(), self.cpu()
        most, number, seen = idle, 0, 0
        while number < notices:
            time.sleep(0.05)
            most = max(most, self.memory())
            new = self._chunks[seen:]
            seen += len(new)
            number += sum(chunk.count(f" {kind} to ".encode()) for _, chunk in new)
            if self._process.poll() is not None or time.time() > due + 600:
                sys.exit(f"no end of the {kind}s: {number} of {notices}")
        lines = self.lines(since=due - 1)
        bad = [line for _, line in lines if " to " in line and " delivered " not in line]
        if bad:
            sys.exit(f"{len(bad)} were not delivered: {bad[0]}")
        decided = max(at for at, line in lines if " to " not in line)
        return Burst(
            committed=decided - due, first=None, last=None, recorded=lines[-1][0] - due,
            cpu=self.cpu() - cpu, idle=idle, most=most)

    def stop(self):
        self._process.terminate()
        assert self._process.wait(60) == 0


def write(folder, files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)


def memory(pid):
    """RssAnon, in KiB."""
    with open(f"/proc/{pid}/status") as status:
        return int(next(line for line in status if line.startswith("RssAnon")).split()[1])


def cpu(pid):
    """Seconds, user and system."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def pause(until):
    time.sleep(max(0, until - time.time()))


def configuration(made, port, notices):
    """Meetings that open `OPENING` seconds after they were `made`, and remind at `REMINDER`."""
    start = (made + datetime.timedelta(minutes=31)).replace(second=0)
    people = [f"p{number:03}" for number in range(PER_MEETING)]
    opens, reminds = (
        f"{(start - made).total_seconds() - after:.0f} seconds before"
        for after in (OPENING, REMINDER))
    lines = [
        "community: Benchmark", "domain: bench.example.org",
        f'mail: {{ from: "Meetings <{SENDER}>", via: "smtp://127.0.0.1:{port}" }}', "people:"]
    lines += [
        f"  {who}: {{ name: Person {who}, email: {who}@example.org, timezone: Europe/Berlin }}"
        for who in people]
    lines += ["meetings:"]
    lines += [
        f"  m{number:04}: {{ title: Meeting {number}, when: once on "
        f"{start:%Y-%m-%d %H:%M} UTC, hosts: {people[0]}, "
        f"invite: [{', '.join(people[1:])}], opens: {opens}, remind: {reminds} }}"
        for number in range(notices // PER_MEETING)]
    return "\n".join(lines) + "\n"


def convened(folder, notices):
    """The bursts of the service, and the messages of the second."""
    sink = Sink(folder, "convened")
    made = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    service = Service(
        folder, {"community.yaml": configuration(made, sink.port, notices)})
    service.ready()
    bursts = {}
    instants = {
        "opening": made.timestamp() + OPENING, "reminders": made.timestamp() + REMINDER}
    for (name, due), kind in zip(instants.items(), ("invitation", "reminder")):
        bursts[name] = service.burst(due, kind, notices)
    pause(time.time() + 2)
    after = service.memory()
    service.stop()
    rows = sink.close()
    for (name, due), part in zip(instants.items(), (rows[:notices], rows[notices:])):
        told = collections.Counter(to for _, _, to in part)
        assert set(told.values()) == {notices // PER_MEETING} and len(told) == PER_MEETING, told
        bursts[name] = bursts[name]._replace(first=part[0][0] - due, last=part[-1][0] - due)
    messages = list(sink.messages(rows))[notices:]
    return bursts, after, messages


def timed(name, folder, messages, send):
    """Runs `send(port)` and looks whether everything came in."""
    sink = Sink(folder, name.replace(" ", "-"))
    before, began = os.times(), time.monotonic()
    send(sink.port)
    seconds, after = time.monotonic() - began, os.times()
    assert len(sink.close()) == len(messages)
    return Run(name, seconds, sum(after[:4]) - sum(before[:4]))


def beside(folder, messages):
    """What a script would do with the same messages, one after another."""
    def kept(port):
        with smtplib.SMTP("127.0.0.1", port) as client:
            for to, message in messages:
                client.sendmail(SENDER, [to], message)

    def anew(port):
        for to, message in messages:
            with smtplib.SMTP("127.0.0.1", port) as client:
                client.sendmail(SENDER, [to], message)

    def msmtp(port):
        for to, message in messages:
            subprocess.run(
                ["msmtp", "--host=127.0.0.1", f"--port={port}", f"--from={SENDER}", "--auth=off",
                 "--tls=off", "--", to], input=message, check=True)

    yield timed("smtplib, one connection kept", folder, messages, kept)
    yield timed("smtplib, a connection each", folder, messages, anew)
    if shutil.which("msmtp"):
        yield timed("msmtp, a process each", folder, messages, msmtp)
    else:
        print("(msmtp is not installed: apt-get install msmtp)")


def machine():
    """What it was read on, and how busy that was."""
    return (f"{datetime.date.today()}, {os.cpu_count()} cores, {platform.release()}, "
            f"load {os.getloadavg()[0]:.1f}")


def main(notices):
    if notices % PER_MEETING:
        sys.exit(f"a multiple of {PER_MEETING}, please")
    print(f"{machine()} at the start; {notices} notices", flush=True)
    with tempfile.TemporaryDirectory(prefix="cvd-") as name:
        folder = pathlib.Path(name)
        Sink.build(folder)
        bursts, after, messages = convened(folder, notices)
        for name, burst in bursts.items():
            print(
                f"{name:10} committed {burst.committed:5.2f} s after they were due; at the sink "
                f"from {burst.first:5.2f} to {burst.last:5.2f} s; recorded {burst.recorded:5.2f} s;"
                f" RssAnon {burst.idle / 1024:.1f} MiB before, at most {burst.most / 1024:.1f}")
        print(f"two seconds after the last: RssAnon {after / 1024:.1f} MiB; "
              f"a mail has {sum(len(m) for _, m in messages) / len(messages):.0f} bytes")
        print(f"{'':32}{'seconds':>9}{'a second':>10}{'CPU s':>8}", flush=True)
        burst = bursts["reminders"]
        runs = [Run("convened, due to recorded", burst.recorded, burst.cpu)]
        for run in (*runs, *beside(folder, messages)):
            rate = notices / run.seconds
            print(f"{run.name:32}{run.seconds:9.1f}{rate:10.0f}{run.cpu:8.1f}", flush=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
