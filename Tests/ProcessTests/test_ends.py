"""How it starts, stops and refuses: exit statuses, the lock, and an orderly end."""

import contextlib
import signal
import subprocess

from community import FAR, ProcessTest, Start, configuration
from daemon import CONFIGURATION, DONE, NO, RUNNING, UNREACHABLE, USAGE


def one_meeting(start):
    return f"""
        hours:
          title: Office Hours
          when: {start.sentence}
          hosts: hana
          invite: [yash, robin]
          opens: 3 days before
          remind: no
        """


class EndsTest(ProcessTest):

    def community(self):
        self.sink = self.mail_sink().start()
        self.start = Start(FAR)
        return self.daemon({"a.yaml": configuration(one_meeting(self.start), self.sink)})

    def test_a_second_daemon_gives_way(self):
        daemon = self.community().start()
        second = daemon.run("run")
        self.assertEqual(second.returncode, RUNNING, second)
        self.assertIn(str(daemon.state), second.stderr)
        self.assertEqual(daemon.run("status").returncode, DONE, "the first one is undisturbed")
        daemon.delivered(3)
        self.assertEqual(len(self.sink.mails.all), 3)

    def test_a_taken_socket_is_not_taken_over(self):
        first = self.community().start()
        second = self.daemon({"a.yaml": configuration(one_meeting(self.start), self.sink)})
        second.socket = first.socket
        refused = second.run("run")
        self.assertEqual(refused.returncode, RUNNING, refused)
        self.assertIn(str(first.socket), refused.stderr)
        self.assertEqual(first.run("status").returncode, DONE)
        first.delivered(3)
        self.assertEqual(len(self.sink.mails.all), 3, "the second one told nobody")

    def test_a_configuration_that_cannot_be_used(self):
        daemon = self.community()
        text = (daemon.etc / "a.yaml").read_text()
        broken = text.replace("hosts: hana", "hosts: nobody-known")
        daemon.write("a.yaml", broken)
        done = daemon.run("run")
        self.assertEqual(done.returncode, CONFIGURATION, done)
        line = broken[:broken.index("nobody-known")].count("\n") + 1
        self.assertIn(f"{daemon.etc}/a.yaml:{line}:", done.stderr)
        self.assertEqual(daemon.run("check").returncode, NO)
        self.assertFalse((daemon.state / "convened.db").exists(), "and nothing was begun")
        self.assertEqual(self.sink.mails.all, [])
        # A secret that others can read.
        hook = self.hook()
        secret = self.secret(daemon, hook)
        secret.chmod(0o644)
        daemon.write(
            "a.yaml", configuration(one_meeting(self.start), self.sink, hook, secret=secret))
        done = daemon.run("run")
        self.assertEqual(done.returncode, CONFIGURATION, done)
        self.assertIn(str(secret), done.stderr)
        self.assertNotIn(hook.secret, done.stderr)

    def test_a_directory_without_configuration(self):
        daemon = self.daemon({})
        done = daemon.run("run")
        self.assertEqual(done.returncode, CONFIGURATION, done)
        self.assertIn(str(daemon.etc), done.stderr)

    def test_commands_without_a_daemon(self):
        daemon = self.community()
        for command in (["status"], ["reload"], ["plan"], ["cancel", "hours", "--because", "x"],
                        ["agenda", "add", "hours", "x"], ["outbox", "retry", "a"]):
            with self.subTest(command=command):
                done = daemon.run(*command)
                self.assertEqual(done.returncode, UNREACHABLE, done)
                self.assertIn(str(daemon.socket), done.stderr)
        # What comes is known from the configuration alone.
        self.assertEqual([row["state"] for row in daemon.ask("next")], ["planned"])
        daemon.start()
        daemon.delivered(3)
        running = [daemon.ask(*command) for command in self.questions()]
        self.assertEqual(daemon.stop(), 0)
        # The same answers out of the files.
        stopped = [daemon.ask(*command) for command in self.questions()]
        self.assertEqual(stopped, running)
        self.assertEqual([row["state"] for row in stopped[3]], ["delivered"] * 3)
        done = daemon.run("status")
        self.assertEqual(done.returncode, UNREACHABLE, done)
        done = daemon.run("why", "no-such/2026-01-01")
        self.assertEqual(done.returncode, NO, done)

    def questions(self):
        return [["next"], ["show", "hours"], ["why", f"hours/{self.start.date}"],
                ["outbox", "list"], ["agenda", "list", "hours"]]

    def test_usage(self):
        daemon = self.community()
        for command in (["frobnicate"], ["cancel"], ["cancel", "hours"], ["next", "--days", "0"],
                        ["why"], ["outbox", "--nonsense"]):
            with self.subTest(command=command):
                self.assertEqual(daemon.run(*command).returncode, USAGE)

    def test_refusals(self):
        daemon = self.community().start()
        for command in (["cancel", "no-such", "--because", "x"], ["why", "no-such"],
                        ["move", "hours", "--to", "soon", "--because", "x"],
                        ["agenda", "add", "hours", "x", "--by", "nobody"],
                        ["outbox", "show", "ffff"], ["outbox", "list", "--status", "lost"]):
            with self.subTest(command=command):
                done = daemon.run(*command)
                self.assertEqual(done.returncode, NO, done)
                self.assertNotEqual(done.stderr.strip(), "")

    def test_terminated(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number):
                daemon = self.community().start()
                daemon.delivered(3)
                daemon.signal(number)
                daemon.told("STOPPING", "1")
                self.assertEqual(daemon.ended(), 0)
                self.assertFalse(daemon.socket.exists(), "the socket is gone")
                daemon.start()
                self.assertEqual(daemon.stop(), 0)
                self.assertEqual(len(self.sink.mails.all), 3, "a restart tells nobody again")

    def test_terminated_while_an_answer_is_awaited(self):
        # Two more than there are connections to the relay.
        people = ("hana", "yash", "robin", "ines", "luca", "mei")
        self.sink = self.mail_sink().start()
        meeting = one_meeting(Start(FAR)).replace("[yash, robin]", f"[{', '.join(people[1:])}]")
        daemon = self.daemon({"a.yaml": configuration(meeting, self.sink, people=people)})
        self.sink.gate.close()
        daemon.start()
        mails = self.sink.mails.count(4)
        daemon.signal(signal.SIGTERM)
        stopping = daemon.told("STOPPING", "1")
        self.assertIn("4", stopping.fields["STATUS"])
        self.assertIsNone(daemon.process.poll(), "it waits for the answer")
        self.sink.gate.open()
        self.assertEqual(daemon.ended(), 0)
        states = {row["id"]: row["state"] for row in daemon.outbox}
        self.assertEqual(
            {states.pop(mail.identity) for mail in mails}, {"delivered"}, "and writes it down")
        self.assertEqual(list(states.values()), ["pending"] * 2, "and begins nothing new")
        self.assertEqual(len(self.sink.mails.all), 4)

        daemon.start()
        daemon.delivered(2)
        self.assertEqual(len({mail.id for mail in self.sink.mails.all}), 6)
        self.assertEqual(len(self.sink.mails.all), 6, "no repeat")

    def test_a_full_disk_is_said_and_survived(self):
        daemon = self.community()
        daemon.state.mkdir(mode=0o700)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", daemon.state], capture_output=True)
        if mounted.returncode:
            self.skipTest("only root can make a disk that fills up")
        self.addCleanup(subprocess.run, ["umount", "--lazy", daemon.state], check=True)
        daemon.start()
        daemon.delivered(3)
        ballast = daemon.state / "ballast"
        with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass

        refused = daemon.run("agenda", "add", "hours", "x" * 400)
        self.assertEqual(refused.returncode, NO, refused)
        self.assertIn("no space is left", refused.stderr)
        self.assertIn("convened.db", refused.stderr)
        self.assertEqual(daemon.run("status").returncode, NO)
        # Commands and retries meanwhile prove nothing while nothing can be written.
        self.assertEqual(daemon.run("agenda", "add", "hours", "y").returncode, NO)
        self.assertEqual(daemon.run("next").returncode, DONE)
        self.assertEqual(daemon.run("status").returncode, NO)
        ballast.unlink()
        daemon.logged("the state directory answers again")
        self.assertEqual(daemon.run("status").returncode, DONE)
        self.assertEqual(daemon.run("agenda", "add", "hours", "now").returncode, DONE)
        self.assertEqual([row["text"] for row in daemon.ask("agenda", "list", "hours")], ["now"])

        # A manager that starts it on a full disk tries again: 74, not the 78 that ends it for good.
        daemon.stop()
        with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        daemon.write("a.yaml", configuration(one_meeting(Start(3 * 86_400)), self.sink))
        self.assertEqual(daemon.launch().ended(), 74, daemon.log.all)
        ballast.unlink()
        daemon.start()

    def test_the_socket_is_for_its_group(self):
        daemon = self.community().start()
        self.assertEqual(daemon.socket.stat().st_mode & 0o777, 0o660)
        self.assertEqual(daemon.state.stat().st_mode & 0o777, 0o700, "the state is for itself alone")
