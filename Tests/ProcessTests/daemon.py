"""The real binary in a directory of its own: started, asked, signalled and killed."""

import collections
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

from waiting import PATIENCE, Seen

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CONVENED_BINARY", str(ROOT / ".build/debug/convened"))

# sysexits(3), as DESIGN 8 uses them.
DONE, NO, USAGE, UNREACHABLE, INPUT_OUTPUT, RUNNING, CONFIGURATION = 0, 1, 64, 69, 74, 75, 78

# States of a notice that it never leaves.
FINAL = {"delivered", "refused", "expired", "superseded", "quarantined"}

# What a process tells its manager; the last is ours, when it has ended.
Notified = collections.namedtuple("Notified", "pid fields")
ENDED = "(the process ended with)"


class Daemon:
    """A configuration, a state directory, a socket, and at times a process."""

    def __init__(self, files):
        """`files`: names below the configuration directory, and what is in them."""
        # Short: a unix socket's path has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cvd-", dir="/tmp"))
        self.etc = self.folder / "etc"
        self.state = self.folder / "state"
        self.socket = self.folder / "c.sock"
        self.etc.mkdir()
        for name, text in files.items():
            self.write(name, text)
        self.process = None
        self.log = None
        self._lives = []
        self._notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._notify.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._notify.bind(str(self.folder / "n.sock"))
        self.notified = Seen("the notify socket")
        threading.Thread(target=self._listen, daemon=True).start()

    # Files

    def write(self, name, text):
        """As editors do: a new file, renamed over the old one."""
        path = self.etc / name
        draft = path.with_name("." + path.name + ".draft")
        draft.write_text(text)
        os.replace(draft, path)

    def keep(self, name, text):
        """A file beside the configuration that the service accepts for a secret; its path."""
        path = self.folder / name
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(text + "\n")
        return path

    def append(self, name, text):
        with open(self.etc / name, "a") as file:
            file.write(text)

    @property
    def arguments(self):
        return [
            "--config", str(self.etc), "--state", str(self.state), "--socket", str(self.socket)]

    # The process

    def launch(self, environment=None, arguments=(), within=()):
        """Starts it and waits for nothing. Its log is `log`, with the end of the process in it.

        `within`: a command that prepares its world and then becomes it (exec).
        """
        assert self.process is None or self.process.poll() is not None
        variables = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("WATCHDOG_", "LISTEN_", "JOURNAL_", "CREDENTIALS_"))}
        variables["NOTIFY_SOCKET"] = str(self.folder / "n.sock")
        variables.update(environment or {})
        self.process = subprocess.Popen(
            [*within, BINARY, "run", *self.arguments, *arguments], env=variables, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.log = Seen(f"the log of {self.process.pid}")
        reader = threading.Thread(
            target=self._read, args=(self.process, self.log), daemon=True)
        reader.start()
        self._lives.append((self.process, self.log, reader))
        return self

    def start(self, environment=None, arguments=(), within=()):
        """Starts it and waits until it says READY=1."""
        self.launch(environment, arguments, within)
        self.told("READY", "1")
        return self

    def told(self, field, value):
        """Blocks until the running process has told its manager FIELD=value."""
        pid = self.process.pid
        found = self.notified.first(
            lambda n: n.pid == pid and (n.fields.get(field) == value or ENDED in n.fields),
            f"{field}={value}")
        if field not in found.fields:
            lines = "\n".join(self.log.all)
            raise AssertionError(f"no {field}={value}: {found.fields}. The log:\n{lines}")
        return found

    def signal(self, number):
        os.kill(self.process.pid, number)

    def kill(self):
        """kill -9."""
        with contextlib.suppress(OSError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.ended()

    def stop(self):
        """SIGTERM; the exit status."""
        self.signal(signal.SIGTERM)
        return self.ended()

    def ended(self):
        """Blocks until the process is gone; its exit status."""
        status = self.process.wait(PATIENCE)
        self._lives[-1][2].join(PATIENCE)
        return status

    @property
    def whole_log(self):
        """Of all its lives."""
        return [line for _, log, _ in self._lives for line in log.all]

    def close(self):
        for process, _, _ in self._lives:
            if process.poll() is None:
                process.kill()
                process.wait(PATIENCE)
        with contextlib.suppress(OSError):
            self._notify.shutdown(socket.SHUT_RDWR)
        self._notify.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self):
        while True:
            try:
                data, ancillary, _, _ = self._notify.recvmsg(65536, socket.CMSG_SPACE(12))
            except OSError:
                return
            if not data:
                return
            pid = next(
                (int.from_bytes(value[:4], "little") for level, kind, value in ancillary
                 if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)), 0)
            lines = data.decode().split("\n")
            self.notified.add(
                Notified(pid, dict(line.partition("=")[::2] for line in lines)))

    def _read(self, process, log):
        for line in process.stderr:
            log.add(line.decode(errors="replace").rstrip("\n"))
        process.stderr.close()
        status = process.wait()
        log.end(f"the process ended with {status}")
        # Whoever waits for a sign of life waits in vain from here on.
        self.notified.add(Notified(process.pid, {ENDED: str(status)}))

    # Commands

    def run(self, *command):
        """One command; the finished process with its texts."""
        return subprocess.run(
            [BINARY, *command, *self.arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=PATIENCE)

    def ask(self, *command, status=DONE):
        """A command with --json that must end with `status`; its objects."""
        done = self.run(*command, "--json")
        if done.returncode != status:
            raise AssertionError(
                f"convened {' '.join(command)}: {done.returncode}, not {status}\n"
                f"{done.stdout}{done.stderr}\nThe log:\n" + "\n".join(self.whole_log))
        return [json.loads(line) for line in done.stdout.splitlines()]

    @property
    def outbox(self):
        return self.ask("outbox", "list")

    def findings(self, status=DONE):
        """What the doctor says, by what it is about."""
        return {line["check"]: line for line in self.ask("doctor", status=status)}

    def delivered(self, number):
        """Blocks until this process has written down that so many notices are delivered."""
        return self.log.until(
            lambda lines: len([x for x in lines if " delivered  " in x]) >= number,
            f"{number} notices delivered")

    def settled(self):
        """Blocks until every notice that is decided now has left; the outbox."""
        for row in self.outbox:
            if row["state"] not in FINAL:
                self.log.first(
                    lambda line, notice=row["id"]: notice in line and " delivered " in line,
                    f"delivery of {row}")
        return self.outbox

    def logged(self, text, skip=0):
        """Blocks until a line of the log contains `text`; the line."""
        return self.log.first(lambda line: text in line, f"line with {text!r}", skip)
