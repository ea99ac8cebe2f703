"""Mail that comes in: the sink's mails answered, and piped into the real `convened receive`."""

import subprocess

from community import ProcessTest, Start
from daemon import BINARY
from replies import INBOX, LATER, MALFORMED, NOT_PERMITTED, TAKEN, bounce, reply, text
from waiting import PATIENCE

# Far enough for a dozen commands on a busy machine.
CUTOFF, START = 30, 300


def receive(daemon, mail, *arguments):
    """The finished command."""
    return subprocess.run(
        [BINARY, "receive", *arguments, "--socket", str(daemon.socket)], input=mail,
        cwd=daemon.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE)


def calendar(mail, word):
    return f"""From: forged@elsewhere.example
To: {mail.message["Reply-To"]}
Message-ID: <calendar-{word}@elsewhere.example>
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:{mail.uid}
ATTENDEE;PARTSTAT={word}:mailto:{mail.to}
END:VEVENT
END:VCALENDAR
""".encode()


class ReceiveTest(ProcessTest):
    seconds = 40

    def invited(self):
        sink, daemon, start = self.mail_sink().start(), self.daemon({}), Start(START)
        daemon.write("a.yaml", text(start, sink, CUTOFF))
        daemon.start()
        daemon.delivered(3)
        return sink, daemon, start, {mail.to.split("@")[0]: mail for mail in sink.mails.all}

    def test_a_reply_lands_once_and_confirms_the_meeting_at_the_cutoff(self):
        sink, daemon, start, mails = self.invited()
        self.assert_good_mails(sink.mails.all)
        self.assertEqual(len({str(mail.message["Reply-To"]) for mail in mails.values()}), 3)
        self.assertIn("reply with one line", mails["yash"].message.get_body().get_content())

        # Nothing of this is anybody's word.
        before = daemon.ask("show", f"hours/{start.date}")
        token = str(mails["yash"].message["Reply-To"])
        forged = token[:-14] + ("b" if token[-14] != "b" else "c") + token[-13:]
        for address in (forged, "meet+@example.org", "meet@example.org", "yash@example.org"):
            done = receive(daemon, reply(mails["yash"], "forged").replace(
                token.encode(), address.encode()))
            self.assertEqual(done.returncode, NOT_PERMITTED, address)
            self.assertEqual(done.stderr, b"no meeting takes mail at this address. "
                             b"Reply to a mail about one\n")
        away = receive(daemon, reply(mails["yash"], "I am away", Auto_Submitted="auto-replied"))
        self.assertEqual(away.returncode, TAKEN)
        self.assertEqual(receive(daemon, reply(mails["yash"], "")).returncode, TAKEN)
        self.assertEqual(receive(daemon, b"From: a\0b\n\nx\n").returncode, MALFORMED)
        self.assertEqual(receive(daemon, b"a" * (3 << 20)).returncode, MALFORMED)
        self.assertEqual(daemon.ask("show", f"hours/{start.date}"), before)

        answer = reply(mails["yash"], "pair review of PR 512")
        for _ in range(3):
            done = receive(daemon, answer)
            self.assertEqual((done.returncode, done.stderr), (TAKEN, b""))
        private = reply(mails["robin"], "private: burnout").replace(
            str(mails["robin"].message["Reply-To"]).encode(), b"undisclosed")
        self.assertEqual(
            receive(daemon, private, "--to", mails["robin"].sender).returncode, TAKEN)
        daemon.logged("open → confirmed: cutoff: 2 on the agenda")
        [meeting] = daemon.ask("show", f"hours/{start.date}")
        self.assertEqual(
            [(item["text"], item["by"], item["isPrivate"]) for item in meeting["agenda"]],
            [("pair review of PR 512", "yash", False), ("burnout", "robin", True)])
        self.assertNotIn("burnout", "\n".join(daemon.whole_log))
        self.assertEqual((daemon.state / "link-key").stat().st_mode & 0o777, 0o600)

    def test_a_calendar_answers_for_its_owner_and_survives_a_restart(self):
        _, daemon, start, mails = self.invited()
        for word in ("TENTATIVE", "ACCEPTED"):
            done = receive(daemon, calendar(mails["yash"], word))
            self.assertEqual((done.returncode, done.stderr), (TAKEN, b""))
        other = calendar(mails["robin"], "DECLINED").replace(mails["robin"].uid.encode(), b"u@x")
        self.assertEqual(receive(daemon, other).returncode, MALFORMED)
        daemon.kill()
        daemon.start()
        [meeting] = daemon.ask("show", f"hours/{start.date}")
        self.assertEqual(meeting["answers"], {"yash": "accepted"})

    def test_a_bounce_tells_the_host_once(self):
        sink, daemon, _, mails = self.invited()
        forged = bounce(mails["yash"]).replace(b"meet+", b"meet+a")
        self.assertEqual(receive(daemon, forged).returncode, TAKEN)
        for _ in range(2):
            self.assertEqual(receive(daemon, bounce(mails["yash"])).returncode, TAKEN)
        again = bounce(mails["yash"]).replace(b"<bounce@", b"<again@")
        self.assertEqual(receive(daemon, again).returncode, TAKEN)
        daemon.delivered(4)
        # Its cancellation is taken by the relay, and given back again: no news.
        daemon.logged("open → cancelled")
        daemon.delivered(7)
        more = bounce(mails["yash"]).replace(b"<bounce@", b"<more@")
        self.assertEqual(receive(daemon, more).returncode, TAKEN)
        daemon.settled()
        notes = [row for row in daemon.outbox if row["kind"] == "host-note"]
        self.assertEqual([row["to"] for row in notes], ["hana"])
        note = next(mail for mail in sink.mails.all if "cannot be reached" in mail.message["Subject"])
        self.assertIn("550 5.1.1 no such user", note.message.get_body().get_content())

    def test_without_a_daemon_or_an_inbox_the_mail_server_keeps_the_mail(self):
        sink, daemon, start = self.mail_sink().start(), self.daemon({}), Start(START)
        mail = b"From: a@example.org\nTo: meet+a@example.org\n\nwords\n"
        self.assertEqual(receive(daemon, mail).returncode, LATER)
        daemon.write("a.yaml", text(start, sink, CUTOFF).replace(INBOX, " }"))
        daemon.start()
        self.assertEqual(receive(daemon, mail).returncode, LATER)
        self.assertFalse((daemon.state / "link-key").exists())
