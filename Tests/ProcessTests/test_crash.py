"""kill -9 wherever it hurts: nothing is lost, and a repeat can be told from news."""

import collections
import contextlib
import os
import signal
import threading

from community import ProcessTest, Start, address, configuration, told
from mails import problems
from waiting import PATIENCE

PEOPLE = ["hana", "yash", "robin", "ana", "mei", "otto", "ines", "luca", "noor", "tomo"]


# To the relay, at a time.
CONNECTIONS = 4


def meeting(start, extra=""):
    return f"""
        hours:
          title: Office Hours
          when: {start.sentence}
          hosts: hana
          invite: [{", ".join(PEOPLE[1:])}]
          opens: 1 day before
          remind: no
          {extra}
        """


class CrashTest(ProcessTest):
    seconds = 15

    def crashing(self, sink, hook=None):
        daemon = self.daemon({})
        secret = self.secret(daemon, hook) if hook else None
        extra = "notify: [mail, announce]" if hook else ""
        # The start is far enough for the slowest machine.
        text = configuration(meeting(Start(3600), extra), sink, hook, PEOPLE, secret)
        daemon.write("a.yaml", text)
        return daemon

    def assert_nothing_lost(self, daemon, mails, kinds, kills):
        """Everyone got every kind; a kill repeats at most what is on the few connections; repeats are
        the same to the byte."""
        rows = {row["id"]: row for row in daemon.settled()}
        self.assertEqual({row["state"] for row in rows.values()}, {"delivered"})
        got = collections.Counter(told(rows, mail) for mail in mails)
        self.assertEqual(
            sorted(got), sorted(("hours", kind, who) for kind in kinds for who in PEOPLE))
        self.assertLessEqual(len(mails) - len(got), kills * CONNECTIONS, "repeats")
        self.assertLessEqual(max(got.values()), kills + 1)
        copies = collections.defaultdict(set)
        for mail in mails:
            copies[told(rows, mail)].add((mail.id, mail.content))
            self.assertEqual(problems(mail), [])
        self.assertEqual({len(bodies) for bodies in copies.values()}, {1}, "Message-ID and bytes")

    def test_killed_before_the_answer_to_the_final_dot(self):
        sink = self.mail_sink().start()
        daemon = self.crashing(sink)
        sink.gate.close()
        daemon.start()
        on_the_wire = {mail.identity: mail.to for mail in sink.mails.count(CONNECTIONS)}
        def sending():
            rows = daemon.ask("outbox", "list", "--status", "sending")
            return {row["id"]: address(row["to"]) for row in rows}
        self.assertEqual(sending(), on_the_wire)
        daemon.kill()
        self.assertEqual(sending(), on_the_wire, "what is on the wire is on disk")

        sink.gate.open()
        daemon.start()
        daemon.logged("notices were being sent when the service ended")
        daemon.delivered(len(PEOPLE))
        mails = sink.mails.all
        twice = collections.Counter(mail.identity for mail in mails)
        self.assertEqual(
            {identity: twice[identity] for identity in on_the_wire},
            {identity: 2 for identity in on_the_wire}, "their fate was unknown")
        self.assert_nothing_lost(daemon, mails, ["invitation"], kills=1)
        self.assertEqual(daemon.stop(), 0)

    def test_killed_before_the_hook_answers(self):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.crashing(sink, hook)
        daemon.start()
        daemon.delivered(len(PEOPLE))
        hook.gate.close()
        self.assertEqual(daemon.run("cancel", "hours", "--because", "the room burns").returncode, 0)
        hook.posts.count(1)
        daemon.kill()
        hook.gate.open()
        daemon.start()
        first, second = hook.posts.count(2)
        self.assertEqual((first.problem, second.problem), (None, None))
        self.assertEqual((first.id, first.body), (second.id, second.body))
        states = collections.Counter(row["state"] for row in daemon.settled())
        self.assertEqual(states, {"delivered": 2 * len(PEOPLE) + 1})

    def test_killed_at_every_mail(self):
        """Twenty mails, a kill at the first sight of each: half of them before the answer, half
        while it is on its way."""
        seen, killed = [], set()
        changed = threading.Condition()

        def strike(process):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            with changed:
                killed.add(process)
                changed.notify_all()

        def taken(mail):
            process = daemon.process
            with changed:
                if mail.id in seen:
                    return None
                seen.append(mail.id)
                changed.notify_all()
                if process in killed:
                    return None
            if len(seen) % 2:
                strike(process)
                return None
            return lambda: strike(process)

        def launch_until(count):
            while len(seen) < count:
                daemon.launch()
                # What a killed process had sent may be read only now: its answer reaches nobody, and it
                # may have been the last.
                with changed:
                    came = changed.wait_for(
                        lambda: daemon.process in killed or len(seen) == count, PATIENCE)
                self.assertTrue(came, f"{len(seen)} of {count} mails came")
                if daemon.process not in killed:
                    killed.add(daemon.process)
                    daemon.kill()
                self.assertEqual(daemon.ended(), -signal.SIGKILL)

        sink = self.mail_sink(taken=taken).start()
        daemon = self.crashing(sink)
        launch_until(len(PEOPLE))
        daemon.start()
        daemon.settled()
        self.assertEqual(daemon.run("cancel", "hours", "--because", "no host").returncode, 0)
        self.assertEqual(daemon.ended(), -signal.SIGKILL)
        launch_until(2 * len(PEOPLE))
        daemon.start()
        daemon.settled()
        self.assert_nothing_lost(
            daemon, sink.mails.all, ["invitation", "cancellation"], len(killed))
        # A calendar of anyone who got both, in any order of repeats, ends without the meeting.
        for person in PEOPLE:
            own = [mail for mail in sink.mails.all if mail.to == address(person)]
            self.assertEqual(len({mail.uid for mail in own}), 1)
            self.assertEqual([m.method for m in own], sorted((m.method for m in own), reverse=True))
            self.assertEqual((own[-1].method, own[-1].sequence), ("CANCEL", 1))

    def test_killed_while_it_decides(self):
        # Twice only: a row that was on the wire at five ends of the service is set aside.
        sink = self.mail_sink().start()
        daemon = self.crashing(sink)
        for lines in (1, 3):
            daemon.launch()
            daemon.log.count(lines)
            daemon.kill()
        daemon.start()
        daemon.settled()
        self.assert_nothing_lost(daemon, sink.mails.all, ["invitation"], kills=2)
        causes = [entry["cause"] for entry in daemon.ask("why", "hours") if "cause" in entry]
        self.assertEqual(causes, ["planned", "opened"], "decided once, however often it was killed")
