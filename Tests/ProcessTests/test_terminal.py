"""What commands print where somebody reads it: a terminal of a width, against what programs read."""

import contextlib
import fcntl
import os
import pty
import re
import socket
import struct
import subprocess
import termios

from community import FAR, ProcessTest, Start, configuration
from daemon import BINARY, DONE, INPUT_OUTPUT, NO, USAGE
from waiting import PATIENCE

COLOUR = re.compile(r"\x1b\[\d*m")


class TerminalTest(ProcessTest):
    seconds = 40

    def setUp(self):
        start = Start(FAR)
        self.subject = self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              invite: [yash, robin]
              opens: 3 days before
            retro:
              title: Retrospective of the summer's mentorships
              when: {start.sentence}
              hosts: yash
              opens: 1 hour before
            """, self.mail_sink().start())}).start()
        self.subject.delivered(2)

    @contextlib.contextmanager
    def terminal(self, *command, width, **environment):
        """The command, on a terminal; the end of it that a person sees."""
        person, theirs = pty.openpty()
        try:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
            clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
            process = subprocess.Popen(
                [BINARY, *command, *self.subject.arguments], cwd=self.subject.folder, stdin=theirs,
                stdout=theirs, stderr=theirs, env={**clean, "TERM": "xterm", **environment})
            os.close(theirs)
            try:
                yield process, person
            finally:
                process.kill()
                process.wait()
        finally:
            os.close(person)

    def seen(self, *command, width, **environment):
        with self.terminal(*command, width=width, **environment) as (process, person):
            text = b"".join(iter(lambda: self.more(person), b"")).decode()
            self.assertEqual(process.wait(PATIENCE), DONE, text)
        return text.replace("\r\n", "\n").splitlines()

    @staticmethod
    def more(person):
        try:
            return os.read(person, 65536)
        except OSError:
            return b""  # whoever wrote has gone

    def test_lines_fit_and_say_how_far_it_is(self):
        piped = self.subject.run("next").stdout
        self.assertNotIn("\x1b", piped)
        self.assertEqual(len(piped.splitlines()), 2, piped)
        narrow = self.seen("next", width=60)
        plain = [COLOUR.sub("", line) for line in narrow]
        self.assertLessEqual(max(map(len, plain)), 60, plain)
        self.assertIn("\x1b[32mconfirmed\x1b[0m", "\n".join(narrow))
        self.assertIn("\x1b[2mplanned\x1b[0m", "\n".join(narrow))
        # The words are the same, but for how far it is.
        words = re.sub(r", in \d+ \w+", "", " ".join(" ".join(plain).split()))
        self.assertEqual(words, " ".join(piped.split()))
        self.assertEqual(len(re.findall(r"UTC, in \d+ (?:hours|days)", " ".join(plain))), 2, plain)

    def test_a_wide_one_has_columns(self):
        lines = [COLOUR.sub("", line) for line in self.seen("next", width=200)]
        self.assertEqual(len(lines), 2, lines)
        self.assertEqual(lines[0].index("for "), lines[1].index("for "), lines)

    def test_colour_is_not_for_everybody(self):
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertNotIn("\x1b", "\n".join(self.seen("next", width=80, **environment)))
        self.assertNotIn("\x1b", "\n".join(self.seen("next", "--json", width=80)))

    def test_what_was_meant(self):
        for command, words in (
            (["tasks"], "did you mean `convened task`?"),
            (["outbox", "lst"], "did you mean `convened outbox list`?"),
            (["frobnicate"], "`convened --help` lists what there is"),
        ):
            done = self.subject.run(*command)
            self.assertEqual((done.returncode, words in done.stderr), (USAGE, True), done)
        self.assertIn("did you mean hours?", self.subject.run("show", "huors").stderr)
        unknown = self.subject.run("agenda", "add", "hours", "tea", "--by", "yas")
        self.assertIn("did you mean yash?", unknown.stderr)

    def test_help_about_what_is_not_there(self):
        done = self.subject.run("help", "tasks")
        self.assertEqual((done.returncode, "did you mean `convened task`?" in done.stderr), (USAGE, True), done)

    def test_a_date_that_is_none_is_not_suggested(self):
        self.assertIn("`convened next` lists", self.subject.run("show", "hours/2026-11-31").stderr)

    def test_where_nothing_can_be_written_the_exit_status_says_it(self):
        for command, status in ((["frobnicate"], USAGE), (["show", "huors"], NO)):
            with open("/dev/full", "w") as full:
                done = subprocess.run(
                    [BINARY, *command, *self.subject.arguments], cwd=self.subject.folder,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=full, timeout=PATIENCE)
            self.assertEqual(done.returncode, status, command)
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [BINARY, "feed", "--person", "yash", *self.subject.arguments],
                cwd=self.subject.folder, stdin=subprocess.DEVNULL, stdout=full,
                stderr=subprocess.PIPE, timeout=PATIENCE)
        self.assertEqual(done.returncode, INPUT_OUTPUT, done.stderr)

    def test_a_long_answer_says_that_it_goes_on(self):
        self.assertEqual(self.subject.stop(), 0)
        # A daemon that takes its time.
        slow = socket.socket(socket.AF_UNIX)
        self.addCleanup(slow.close)
        self.subject.socket.unlink(missing_ok=True)
        slow.bind(str(self.subject.socket))
        slow.listen()
        slow.settimeout(PATIENCE)
        with self.terminal("status", width=80) as (process, person):
            peer, _ = slow.accept()
            self.addCleanup(peer.close)
            said = b""
            while b"it goes on" not in said:
                said += os.read(person, 4096)
            body = b'[{"cells":[],"line":"here","object":{}}]'
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            peer.close()
            said += b"".join(iter(lambda: self.more(person), b""))
            self.assertEqual(process.wait(PATIENCE), DONE, said)
        self.assertIn("\r\x1b[K".encode(), said, "it is taken back")
        self.assertTrue(said.endswith(b"here\r\n"), said)
