"""`convened fetch`: replies that wait in a mailbox, of a real IMAP server or a Maildir."""

import email.message
import os
import signal
import socket
import subprocess

from community import ProcessTest, Start
from daemon import BINARY, CONFIGURATION, DONE, NO, UNREACHABLE, USAGE
from dovecot import PASSWORD, USER, Between, Dovecot
from replies import INBOX, LATER, bounce, reply, text
from waiting import PATIENCE

START, CUTOFF = 600, 500
SEEN, FLAGGED = "\\Seen", "\\Flagged \\Seen"

# Mended by Dovecot before anybody reads them; a Maildir keeps them.
MENDED = [b"From: a\0b\n\nx\n", b"From: a@example.net\n\na\rb\n"]
HOSTILE = {
    "no header": b"\n\nwords\n",
    "two subjects": b"From: a@example.net\nSubject: a\nSubject: b\n\nwords\n",
    "a header of 300 KiB": b"Subject: " + b"a" * (300 << 10) + b"\n\nwords\n",
    "11 levels": b"From: a@example.net\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(11)),
    "11,000 parts": b"From: a@example.net\nContent-Type: multipart/mixed; boundary=b\n\n"
                    + b"--b\n\nx\n" * 11_000,
    "no text at all": bytes(range(1, 13)) + bytes(range(14, 256)),
}
UNREADABLE = b"this mail cannot be read"


def message(to, words, **headers):
    mail = email.message.EmailMessage(policy=email.policy.default.clone(linesep="\r\n"))
    mail["From"], mail["To"] = "somebody@elsewhere.example", to
    mail["Message-ID"] = f"<{abs(hash((to, words)))}@elsewhere.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    return mail.as_bytes()


class FetchTest(ProcessTest):
    seconds = 15

    def dovecot(self):
        dovecot = Dovecot()
        self.addCleanup(dovecot.close)
        return dovecot.start()

    def password(self, daemon, text=PASSWORD):
        return daemon.keep("password", text)

    def source(self, daemon, url, more=""):
        return (f'{{ from: "{url}", user: {USER}, '
                f'password: {{ file: {self.password(daemon)} }}{more} }}')

    def configure(self, daemon, fetch):
        line = INBOX.replace(" }", f", fetch: {fetch} }}")
        daemon.write("a.yaml", text(self.start, self.sink, CUTOFF).replace(INBOX, line))

    def invited(self, fetch, within=()):
        """A daemon that has invited three; `fetch` makes what stands at `fetch:` for a daemon."""
        self.sink, daemon, self.start = self.mail_sink().start(), self.daemon({}), Start(START)
        self.configure(daemon, fetch(daemon))
        daemon.start(within=within)
        daemon.delivered(3)
        return daemon, {mail.to.split("@")[0]: mail for mail in self.sink.mails.all}

    def plain(self, dovecot):
        return lambda daemon: self.source(daemon, f"imap://127.0.0.1:{dovecot.port}")

    def fetch(self, daemon, *arguments, within=()):
        return subprocess.run(
            [*within, BINARY, "fetch", "--socket", str(daemon.socket), *arguments],
            cwd=daemon.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE)

    def agenda(self, daemon):
        [meeting] = daemon.ask("show", f"hours/{self.start.date}")
        return [(item["text"], item["by"], item["isPrivate"]) for item in meeting["agenda"]]

    def fates(self, done):
        """What became of each message, in their order."""
        return [line.split()[2].rstrip(":") for line in done.stdout.decode().splitlines()]


class MailboxTest(FetchTest):

    def test_replies_are_taken_once_and_everything_else_does_no_harm(self):
        dovecot = self.dovecot()
        daemon, mails = self.invited(
            lambda daemon: self.source(daemon, f"imaps://localhost:{dovecot.tls_port}"))
        within = self.trusting(dovecot.certificate)
        spam = message("meet+@example.org", "buy this")
        away = reply(mails["yash"], "I am away", Auto_Submitted="auto-replied")
        large = message(mails["yash"].message["Reply-To"], "word " * 300_000)
        answer = reply(mails["yash"], "pair review of PR 512")
        private = reply(mails["robin"], "private: burnout")
        dovecot.put(reply(mails["yash"], "seen by hand"), flags=SEEN)
        dovecot.put(spam, *MENDED, *HOSTILE.values(), away, large, answer, answer, private,
                    bounce(mails["yash"]))
        done = self.fetch(daemon, within=within)
        self.assertEqual((done.returncode, done.stderr), (DONE, b""), done.stdout.decode())
        expected = (["ignored"] * 3 + ["refused"] * len(HOSTILE) + ["taken", "poison"]
                    + ["taken"] * 4)
        self.assertEqual(self.fates(done), expected, done.stdout.decode())
        self.assertEqual(done.stdout.count(UNREADABLE), len(HOSTILE), done.stdout.decode())
        self.assertIn(b"bytes, and a reply at most 1 MiB", done.stdout)
        self.assertNotIn(b"burnout", done.stdout)
        flags = {"ignored": SEEN, "taken": SEEN, "refused": FLAGGED, "poison": FLAGGED}
        self.assertEqual(dovecot.flags(), [SEEN] + [flags[fate] for fate in expected])
        self.assertEqual(self.agenda(daemon), [
            ("pair review of PR 512", "yash", False), ("burnout", "robin", True)])
        daemon.logged("mail to yash bounced: 5.1.1")

        done = self.fetch(daemon, within=within)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (DONE, b"", b""))

    def test_a_folder_of_its_own_by_starttls(self):
        dovecot = self.dovecot()
        dovecot.make('"Replies.To us"')
        name = ', folder: "Replies.To us"'
        daemon, mails = self.invited(lambda daemon: self.source(
            daemon, f"imap://mail.localhost:{dovecot.port}", more=name))
        dovecot.put(reply(mails["yash"], "elsewhere"))
        dovecot.put(reply(mails["yash"], "pair review"), folder='"Replies.To us"')
        done = self.fetch(daemon)
        self.assertEqual((done.returncode, self.fates(done)), (LATER, []), done)
        self.assertIn(b"is not trusted", done.stderr)
        done = self.fetch(daemon, within=self.trusting(dovecot.certificate))
        self.assertEqual((done.returncode, self.fates(done)), (DONE, ["taken"]), done)
        self.assertEqual(self.agenda(daemon), [("pair review", "yash", False)])
        self.assertEqual(dovecot.flags(), [""])
        self.assertEqual(dovecot.flags('"Replies.To us"'), [SEEN])

    def killed(self, word):
        """The flags after a round that was killed when somebody said `word`, and the agenda then; and
        both after a second round."""
        dovecot = self.dovecot()
        fetching = []
        between = Between(
            dovecot.port, word, lambda: os.kill(fetching[0].pid, signal.SIGKILL))
        self.addCleanup(between.close)
        daemon, mails = self.invited(
            lambda daemon: self.source(daemon, f"imap://127.0.0.1:{between.port}"))
        dovecot.put(reply(mails["yash"], "pair review"))
        fetching.append(subprocess.Popen(
            [BINARY, "fetch", "--socket", str(daemon.socket)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        self.assertEqual(fetching[0].wait(PATIENCE), -signal.SIGKILL)
        states = [(dovecot.flags(), self.agenda(daemon))]
        self.configure(daemon, self.plain(dovecot)(daemon))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        done = self.fetch(daemon)
        self.assertEqual((done.returncode, self.fates(done)), (DONE, ["taken"]), done)
        return states + [(dovecot.flags(), self.agenda(daemon))]

    def test_killed_between_handing_over_and_marking_a_reply_is_taken_once(self):
        item = [("pair review", "yash", False)]
        self.assertEqual(self.killed(b"UID STORE"), [([""], item), ([SEEN], item)])

    def test_killed_before_handing_over_no_reply_is_lost(self):
        item = [("pair review", "yash", False)]
        self.assertEqual(self.killed(b"BODY[]<0> {"), [([""], []), ([SEEN], item)])

    def test_a_server_that_breaks_off_at_one_message_holds_up_no_other(self):
        dovecot = self.dovecot()
        # `UID FETCH 2 (BODY…`: whoever says it is hung up on, every time.
        between = Between(dovecot.port, b" 2 (BODY", lambda: None)
        self.addCleanup(between.close)
        daemon, mails = self.invited(
            lambda daemon: self.source(daemon, f"imap://127.0.0.1:{between.port}"))
        dovecot.put(*(reply(mails["yash"], f"item {n}") for n in (1, 2, 3)))
        for _ in range(2):
            done = self.fetch(daemon)
            self.assertEqual(done.returncode, LATER, done)
            self.assertIn(b"message 2 later: the server hung up", done.stdout)
            self.assertEqual(dovecot.flags(), [SEEN, "", SEEN])
        self.assertEqual(
            self.agenda(daemon), [("item 1", "yash", False), ("item 3", "yash", False)])
        self.assertEqual(daemon.run("status").returncode, DONE)

    def test_a_server_that_says_nothing_is_waited_for_no_longer_than_asked(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        port = listener.getsockname()[1]
        daemon, _ = self.invited(lambda daemon: self.source(daemon, f"imap://127.0.0.1:{port}"))
        done = self.fetch(daemon, "--patience", "1")
        self.assertEqual((done.returncode, done.stdout), (LATER, b""))
        self.assertRegex(done.stderr.decode(), f"^127.0.0.1 port {port}: .* check host and port")
        self.assertEqual(self.fetch(daemon, "--patience", "0").returncode, USAGE)

    def test_without_a_daemon_nothing_is_touched(self):
        dovecot = self.dovecot()
        daemon, mails = self.invited(self.plain(dovecot))
        dovecot.put(reply(mails["yash"], "pair review"))
        daemon.stop()
        done = self.fetch(daemon)
        self.assertEqual((done.returncode, done.stdout), (UNREACHABLE, b""))
        self.assertEqual(dovecot.flags(), [""])
        daemon.start()
        done = self.fetch(daemon)
        self.assertEqual((done.returncode, self.fates(done)), (DONE, ["taken"]), done)
        self.assertEqual(self.agenda(daemon), [("pair review", "yash", False)])

    def test_what_is_wrong_is_said_by_the_command_the_log_the_status_and_the_doctor(self):
        dovecot = self.dovecot()
        daemon, _ = self.invited(self.plain(dovecot))
        place = f"127.0.0.1 port {dovecot.port}"
        self.password(daemon, "wrong")
        for _ in range(2):
            done = self.fetch(daemon)
            self.assertEqual(done.returncode, LATER)
            self.assertEqual(done.stderr.decode(), (
                f"{place}: {USER} is refused: [AUTHENTICATIONFAILED] Authentication failed.. "
                "check `user:` and the password\n"))
        daemon.logged(f"mail cannot be fetched: {place}: {USER} is refused")
        self.assertEqual(len([line for line in daemon.whole_log if "cannot be fetched" in line]), 1)
        status = daemon.run("status")
        self.assertEqual(status.returncode, NO)
        self.assertRegex(status.stdout, f"FAILS    fetching from {place} since .*: {USER} is refused")
        found = daemon.findings(NO)
        self.assertIs(found["mailbox login"]["ok"], False)
        self.assertIn("is refused: [AUTHENTICATIONFAILED]", found["mailbox login"]["what"])
        self.assertIs(found["fetch"]["ok"], False)

        self.password(daemon)
        self.assertEqual(self.fetch(daemon).returncode, DONE)
        daemon.logged("mail is fetched again")
        self.assertEqual(daemon.run("status").returncode, DONE)
        dovecot.put(message("nobody@example.org", "one"), message("nobody@example.org", "two"))
        found = daemon.findings(DONE)
        self.assertRegex(found["mailbox"]["what"], f"^{place} answers: .*ready")
        self.assertEqual(found["mailbox login"]["what"], f"{USER} is accepted")
        self.assertEqual(found["mailbox folder"]["what"], "INBOX: 2 unseen of 2 messages")
        self.assertRegex(found["fetch"]["what"], "^the last round, at .* UTC, found: nothing new$")
        self.assertIn("none was taken yet", found["inbox"]["what"])
        self.assertNotIn(PASSWORD, "\n".join(daemon.whole_log))
        self.assertEqual(dovecot.flags(), ["", ""], "a look marks nothing")

        source = self.source(daemon, f"imap://127.0.0.1:{dovecot.port}", more=", folder: Inboxes")
        self.configure(daemon, source)
        daemon.run("reload")
        done = self.fetch(daemon)
        self.assertEqual(done.returncode, LATER)
        self.assertRegex(done.stderr.decode(), f"^{place}: Inboxes: .*exist.* check `folder:`")
        found = daemon.findings(NO)
        self.assertRegex(found["mailbox folder"]["what"], "^Inboxes: .*exist")

    def test_a_certificate_for_another_name_gets_no_password(self):
        dovecot = self.dovecot()
        daemon, _ = self.invited(
            lambda daemon: self.source(daemon, f"imaps://127.0.0.1:{dovecot.tls_port}"))
        done = self.fetch(daemon, within=self.trusting(dovecot.certificate))
        self.assertEqual(done.returncode, LATER)
        self.assertIn(b"the certificate of 127.0.0.1 port", done.stderr)
        self.assertEqual([line for line in dovecot.log.all if "Login" in line], [])

    def test_nowhere_to_fetch_from(self):
        daemon, _ = self.invited(lambda daemon: "maildir:/nowhere/at/all")
        done = self.fetch(daemon)
        self.assertEqual(done.returncode, LATER)
        self.assertIn(b"the Maildir /nowhere/at/all: /nowhere/at/all/new: No such file", done.stderr)
        daemon.write("a.yaml", text(self.start, self.sink, CUTOFF))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        done = self.fetch(daemon)
        self.assertEqual(done.returncode, CONFIGURATION)
        self.assertIn(b"`mail:` has no `fetch:`", done.stderr)
        found = daemon.findings(DONE)
        self.assertIn("none was ever taken", found["inbox"]["what"])
        self.assertIn("`convened receive`", found["inbox"]["fix"])


class MaildirTest(FetchTest):

    def maildir(self, daemon):
        path = daemon.folder / "maildir"
        for name in ("tmp", "new", "cur"):
            (path / name).mkdir(parents=True)
        return path

    def test_new_mail_is_read_and_marked_as_a_mail_program_does(self):
        daemon, mails = self.invited(lambda daemon: f"maildir:{self.maildir(daemon)}")
        path = daemon.folder / "maildir"
        answer = reply(mails["yash"], "pair review")
        (path / "new/1.a").write_bytes(answer)
        (path / "new/2.b").write_bytes(b"From: a\0b\n\nx\n")
        (path / "new/3.c").write_bytes(b"a" * (2 << 20))
        (path / "new/.hidden").write_bytes(answer)
        # What a program has looked at the name of, and what somebody has read.
        (path / "cur/4.d:2,F").write_bytes(reply(mails["robin"], "burnout"))
        (path / "cur/5.e:2,RS").write_bytes(reply(mails["hana"], "read already"))
        secret = daemon.folder / "secret"
        secret.write_bytes(reply(mails["hana"], "a file of somebody else"))
        (path / "new/6.f").symlink_to(secret)
        os.mkfifo(path / "new/7.g")
        done = self.fetch(daemon)
        self.assertEqual(done.returncode, LATER, done)
        self.assertEqual(
            self.fates(done), ["taken", "refused", "poison", "taken", "later", "later"], done)
        self.assertEqual(
            sorted(entry.name for entry in (path / "cur").iterdir()),
            ["1.a:2,S", "2.b:2,FS", "3.c:2,FS", "4.d:2,FS", "5.e:2,RS"])
        self.assertEqual(
            sorted(entry.name for entry in (path / "new").iterdir()), [".hidden", "6.f", "7.g"])
        self.assertEqual(
            self.agenda(daemon), [("pair review", "yash", False), ("burnout", "robin", False)])

        # What nobody could read in all this time nobody will.
        long_ago = 1_000_000_000
        os.utime(path / "new/6.f", (long_ago, long_ago), follow_symlinks=False)
        os.utime(path / "new/7.g", (long_ago, long_ago))
        done = self.fetch(daemon)
        self.assertEqual((done.returncode, self.fates(done)),
                         (DONE, ["later", "later", "poison", "poison"]), done)
        self.assertEqual(self.fetch(daemon).stdout, b"")
        found = daemon.findings()
        self.assertEqual(found["mailbox"]["what"], f"the Maildir {path}: 0 unseen")
        self.assertRegex(found["inbox"]["what"], "the last was taken at ")

