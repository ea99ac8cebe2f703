"""A relay that says no, or is not there."""

import collections

from community import FAR, ProcessTest, Start, address, configuration
from daemon import DONE, NO
from peers import reserved_port

PEOPLE = ["hana", "yash", "robin"]


class RelayTest(ProcessTest):
    seconds = 10

    def community(self, sink):
        start = Start(FAR)
        return self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              opens: 3 days before
              remind: no
            """, sink)})

    def states(self, daemon):
        return {row["to"]: row["state"] for row in daemon.outbox}

    def test_one_address_is_refused_and_the_others_are_served(self):
        sink = self.mail_sink().start()
        sink.refused.add(address("robin"))
        daemon = self.community(sink).start()
        daemon.logged("invitation to robin refused")
        # Two invitations, and the host's note.
        daemon.delivered(3)
        [note] = [mail for mail in sink.mails.all if "cannot be reached" in mail.message["Subject"]]
        self.assertEqual(note.to, address("hana"))
        self.assertIn(address("robin"), note.message.get_body(("plain",)).get_content())
        self.assertEqual(
            self.states(daemon), {"hana": "delivered", "yash": "delivered", "robin": "refused"})
        [row] = daemon.ask("outbox", "list", "--status", "refused")
        self.assertIn("550 5.1.1", row["answer"])
        self.assertEqual(row["attempts"], 1, "a refusal is final")
        # By hand, once the mailbox exists.
        sink.refused.clear()
        self.assertEqual(daemon.run("outbox", "retry", row["id"][:12]).returncode, DONE)
        daemon.logged("invitation to robin delivered")
        self.assertEqual(
            collections.Counter(mail.to for mail in sink.mails.all),
            {address(person): 2 if person == "hana" else 1 for person in PEOPLE})

    def test_who_was_never_told_of_it_hears_nothing_of_its_end(self):
        sink = self.mail_sink().start()
        sink.refused.add(address("robin"))
        daemon = self.community(sink).start()
        daemon.logged("invitation to robin refused")
        # Two invitations, and the host's note.
        daemon.delivered(3)
        self.assertEqual(daemon.run("cancel", "hours", "--because", "strike").returncode, DONE)
        daemon.delivered(5)
        sink.refused.clear()
        [row] = daemon.ask("outbox", "list", "--status", "refused")
        done = daemon.run("outbox", "retry", row["id"])
        self.assertEqual(done.returncode, NO, "no invitation to what does not take place")
        self.assertEqual(
            collections.Counter(mail.to for mail in sink.mails.all),
            {address("hana"): 3, address("yash"): 2})

    def test_a_greylisted_address_is_tried_again_and_holds_up_nobody(self):
        sink = self.mail_sink().start()
        sink.later.add(address("hana"))
        daemon = self.community(sink).start()
        self.assertIn("451 4.7.1", daemon.logged("invitation to hana deferred"))
        daemon.delivered(3)
        mails = [mail.to for mail in sink.mails.all]
        self.assertEqual(mails.pop(), address("hana"))
        self.assertEqual(sorted(mails), [address("robin"), address("yash")])

    def test_a_lost_answer_is_repeated_with_the_same_identity(self):
        sink = self.mail_sink().start()
        sink.cut.add(address("robin"))
        daemon = self.community(sink).start()
        daemon.logged("invitation to robin may have arrived")
        [row] = daemon.ask("outbox", "list", "--status", "unknown")
        self.assertEqual(row["to"], "robin")
        daemon.delivered(3)
        copies = [mail for mail in sink.mails.all if mail.to == address("robin")]
        self.assertEqual(len(copies), 2)
        self.assertEqual(len({(mail.id, mail.content) for mail in copies}), 1)
        self.assertEqual(len(sink.mails.all), 4)
        self.assertEqual(set(self.states(daemon).values()), {"delivered"})

    def test_mail_waits_for_a_relay_that_is_down(self):
        reserved = reserved_port()
        sink = self.mail_sink(reserved=reserved)
        daemon = self.community(sink).start()
        # The second failure makes the wait long enough to see that it is the command that ends it.
        daemon.log.until(
            lambda lines: len([x for x in lines if " deferred: " in x]) >= 2, "two failures")
        self.assertEqual(set(self.states(daemon).values()), {"pending"})
        self.assertEqual(daemon.run("status").returncode, DONE, "a relay that is down is no illness")
        tried = max(daemon.outbox, key=lambda row: row["attempts"])
        self.assertNotEqual(tried["answer"], "")

        sink.start()
        self.assertEqual(daemon.run("outbox", "retry", tried["id"]).returncode, DONE)
        daemon.delivered(3)
        self.assertEqual(set(self.states(daemon).values()), {"delivered"})
        self.assertEqual(
            collections.Counter(mail.to for mail in sink.mails.all),
            {address(person): 1 for person in PEOPLE})
        again = daemon.run("outbox", "retry", tried["id"])
        self.assertEqual(again.returncode, NO, "what was delivered is not sent again")

    def test_a_relay_that_comes_up_by_itself_is_found(self):
        reserved = reserved_port()
        sink = self.mail_sink(reserved=reserved)
        daemon = self.community(sink).start()
        daemon.logged(" deferred: ")
        sink.start()
        daemon.delivered(3)
        self.assertEqual(len(sink.mails.all), 3)

    def test_a_waiting_notice_is_overtaken_by_the_cancellation(self):
        """Nobody was told of the meeting, so nobody is told that it is off."""
        reserved = reserved_port()
        sink = self.mail_sink(reserved=reserved)
        daemon = self.community(sink).start()
        daemon.logged(" deferred: ")
        self.assertEqual(daemon.run("cancel", "hours", "--because", "no room").returncode, DONE)
        self.assertEqual(set(self.states(daemon).values()), {"superseded"})
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual({row["kind"] for row in daemon.outbox}, {"invitation"})
