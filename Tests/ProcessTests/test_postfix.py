"""Through a real Postfix, which is strict about line ends and writes nothing anew."""

import collections

from community import FAR, ProcessTest, Start, address, configuration
from daemon import DONE
from postfix import Postfix, Tap

REFUSAL = "550 5.1.1 moved to another town"


class PostfixTest(ProcessTest):
    seconds = 10

    def test_mail_passes_as_it_is_and_a_refused_address_holds_up_nobody(self):
        sink = self.mail_sink().start()
        postfix = Postfix(sink, refused=[(address("robin"), REFUSAL)])
        self.addCleanup(postfix.close)
        postfix.start()
        tap = Tap(postfix.port)
        self.addCleanup(tap.close)
        daemon = self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {Start(FAR).sentence}
              hosts: hana
              invite: [yash, robin]
              opens: 3 days before
              remind: no
            """, tap)}).start()
        daemon.logged("invitation to robin refused")
        # Two invitations, and the host's note of whom nothing reaches.
        daemon.delivered(3)
        [row] = daemon.ask("outbox", "list", "--status", "refused")
        self.assertRegex(row["answer"], "^550 5.1.1 .*moved to another town")
        self.assertEqual(row["attempts"], 1, "a refusal is final")
        done = daemon.run("cancel", "hours", "--because", "no room.\n.\n..and no chairs")
        self.assertEqual(done.returncode, DONE, done)
        daemon.delivered(5)

        mails = sink.mails.count(5)
        calendars = {(address(who), method): 1 for who in ("hana", "yash")
                     for method in ("REQUEST", "CANCEL")}
        self.assertEqual(
            collections.Counter((mail.to, mail.method) for mail in mails),
            calendars | {(address("hana"), None): 1})
        # Byte for byte what was handed to Postfix, below the lines that say where it was.
        arrived = sorted(without_trace(mail.content) for mail in mails)
        self.assertEqual(arrived, sorted(tap.messages))
        for mail in mails:
            mail.content = without_trace(mail.content)
        self.assert_good_mails(mails)
        self.assertEqual(daemon.stop(), 0)

        accepted = [line for line in postfix.log.all if "status=sent" in line]
        self.assertEqual(len(accepted), 5, postfix.log.all)
        for word in ("bare <LF>", "improper command pipelining", "warning:", "fatal:", "lost"):
            self.assertEqual([line for line in postfix.log.all if word in line], [], word)
        [refusal] = [line for line in postfix.log.all if "NOQUEUE" in line]
        self.assertIn(f"to=<{address('robin')}>", refusal)


def without_trace(content):
    """The message without the trace lines that each server puts before it (RFC 5321 4.4)."""
    while content.startswith((b"Received:", b"Return-Path:")):
        end = content.index(b"\r\n") + 2
        while content[end:end + 1] in (b" ", b"\t"):
            end = content.index(b"\r\n", end) + 2
        content = content[end:]
    return content
