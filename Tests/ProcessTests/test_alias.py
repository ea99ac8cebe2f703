"""Replies through a real Postfix into `|convened receive`, as the README has it."""

import os
import shutil
import smtplib

from community import ProcessTest, Start
from daemon import BINARY
from postfix import Postfix
from replies import INBOX, reply, text

START, CUTOFF = 600, 500
DOMAIN = "meetings.example.net"
# Whoever owns the aliases file may use the control socket: the daemon's user, here and in the README.
USER = "mail"
AS_USER = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]


class AliasTest(ProcessTest):
    seconds = 20

    def invited(self, owner=USER):
        sink, daemon, start = self.mail_sink().start(), self.daemon({}), Start(START)
        config = text(start, sink, CUTOFF)
        self.assertIn(INBOX, config)
        daemon.write("a.yaml", config.replace(INBOX, INBOX.replace("example.org", DOMAIN)))
        for path in [daemon.folder, *daemon.folder.rglob("*")]:
            shutil.chown(path, USER, USER)
        daemon.start(within=AS_USER)
        daemon.delivered(3)
        self.assertEqual(daemon.socket.stat().st_mode & 0o777, 0o660)
        postfix = Postfix(sink, alias=(
            "meet", DOMAIN, f"{BINARY} receive --socket {daemon.socket}", owner))
        self.addCleanup(postfix.close)
        mails = {mail.to.split("@")[0]: mail for mail in sink.mails.all}
        return sink, daemon, start, postfix.start(), mails

    def send(self, postfix, sender, mail, to=None):
        """As a person's mail program does."""
        with smtplib.SMTP("127.0.0.1", postfix.port) as relay:
            relay.sendmail(sender, [to or self.inbox(mail)], mail.replace(b"\n", b"\r\n"))

    def inbox(self, mail):
        [line] = [line for line in mail.split(b"\n") if line.startswith(b"To: ")]
        return line[4:].decode()

    def handed(self, postfix, status, skip=0):
        """The line that says what became of a mail, once it is there."""
        return postfix.log.first(
            lambda line: "local[" in line and f"status={status}" in line,
            f"mail {status}", skip)

    def agenda(self, daemon, start):
        [meeting] = daemon.ask("show", f"hours/{start.date}")
        return [(item["text"], item["by"]) for item in meeting["agenda"]]

    def test_a_reply_lands_and_what_cannot_is_given_back_to_its_sender(self):
        sink, daemon, start, postfix, mails = self.invited()
        self.send(postfix, "yash@example.org", reply(mails["yash"], "pair review of PR 512"))
        line = self.handed(postfix, "sent")
        self.assertIn("delivered to command", line)
        # Postfix says whom the envelope names, where the header does not.
        hidden = reply(mails["robin"], "burnout")
        token = self.inbox(hidden)
        self.send(postfix, "robin@example.org", hidden.replace(token.encode(), b"us"), to=token)
        self.handed(postfix, "sent", skip=postfix.log.all.index(line) + 1)
        self.assertEqual(
            self.agenda(daemon, start), [("pair review of PR 512", "yash"), ("burnout", "robin")])

        forged = reply(mails["yash"], "forged")
        bare = forged.replace(self.inbox(forged).encode(), f"meet@{DOMAIN}".encode())
        self.send(postfix, "mallory@example.org", bare)
        self.assertIn("dsn=5.7.0", self.handed(postfix, "bounced"))
        bounce = sink.mails.count(4)[3]
        self.assertEqual((bounce.sender, bounce.to), ("<>", "mallory@example.org"))
        self.assertIn(
            "no meeting takes mail at this address.", self.words(bounce))

        broken = reply(mails["yash"], "twice").replace(b"Subject:", b"Subject: x\nSubject:", 1)
        self.send(postfix, "yash@example.org", broken)
        bounce = sink.mails.count(5)[4]
        self.assertEqual(bounce.to, "yash@example.org")
        self.assertIn(
            "this mail cannot be read: subject stands in it twice. Send it as plain text",
            self.words(bounce))

    def words(self, bounce):
        return " ".join(bounce.message.get_body(("plain",)).get_content().split())

    def test_while_the_service_is_down_the_mail_server_keeps_the_mail(self):
        sink, daemon, start, postfix, mails = self.invited()
        self.assertEqual(daemon.stop(), 0)
        self.send(postfix, "yash@example.org", reply(mails["yash"], "pair review"))
        line = self.handed(postfix, "deferred")
        self.assertIn("convened is not reachable", line)
        self.assertIn("dsn=4.3.0", line)
        daemon.start(within=AS_USER)
        postfix.flush()
        self.handed(postfix, "sent")
        self.assertEqual(self.agenda(daemon, start), [("pair review", "yash")])
        self.assertEqual(len(sink.mails.all), 3, "nobody is told of a delay")

    def test_it_runs_as_the_owner_of_the_aliases_file(self):
        self.assertEqual(os.geteuid(), 0, "as root the two users differ")
        # The commands of root's files it runs as nobody, who may not use the socket.
        _, daemon, start, postfix, mails = self.invited("root")
        self.send(postfix, "yash@example.org", reply(mails["yash"], "pair review"))
        self.assertIn("Permission denied", self.handed(postfix, "deferred"))
        self.assertEqual(self.agenda(daemon, start), [])
