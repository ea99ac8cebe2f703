"""`convened doctor` and `convened test` against relays and hooks that are well, and that are not."""

import http.server
import json
import threading
import urllib.parse

from aiosmtpd.smtp import AuthResult

from community import FAR, ProcessTest, Start, address, configuration
from daemon import DONE, NO, UNREACHABLE
from mails import problems
from peers import certificate, reserved_port
from waiting import PATIENCE, Seen

SECRETS = ("hush", "T0K3N", "open sesame")
PATH = "/hush/T0K3N?sig=hush"

class Hook:
    """Answers every request with a status, and remembers what it was asked."""

    def __init__(self, status):
        self.requests = Seen("the hook")
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"] or 0)).decode()
                hook.requests.add((self.command, self.path, body))
                self.send_response(status)
                self.end_headers()

            do_PUT = do_GET = do_HEAD = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Patient(ProcessTest):
    """Communities whose one meeting is far ahead, so that nothing leaves by itself."""

    seconds = 5

    def community(self, mail, channels="", via=None, more=""):
        """`via` and `more`: instead of the plain relay, and beside it."""
        start = Start(FAR)
        text = configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              remind: no
              opens: 1 hour before
            """, mail, people=["ana", "hana"])
        plain = f'via: "smtp://127.0.0.1:{mail.port}"'
        self.assertIn(plain, text)
        text = text.replace(plain, f'via: "{via}"{more}' if via else plain)
        daemon = self.daemon({"a.yaml": text})
        if channels:
            daemon.write("channels.yaml", "channels:\n" + channels)
        return daemon

    def hook(self, status=200):
        hook = Hook(status)
        self.addCleanup(hook.close)
        return hook

    def locked_relay(self, daemon_folder):
        """A relay with TLS that lets nobody in, and what makes its certificate trusted."""
        context, pem = certificate(daemon_folder)
        relay = self.mail_sink(
            tls=context, auth_required=True, auth_require_tls=False,
            authenticator=lambda *_: AuthResult(success=False, handled=False)).start()
        return relay, self.trusting(pem)


class DoctorTest(Patient):

    def doctor(self, daemon, status):
        """The findings by what they are about; they hold no secret and read as they are."""
        found = {}
        for line in daemon.ask("doctor", status=status):
            self.assertEqual(sorted(line), ["check", "fix", "ok", "what"])
            if line["ok"] is False:
                self.assertTrue(line["fix"], line)
            found.setdefault(line["check"], []).append(line)
        done = daemon.run("doctor")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        marks = [line.split()[0] for line in done.stdout.splitlines()]
        self.assertEqual(len(marks), sum(len(lines) for lines in found.values()), done.stdout)
        self.assertEqual(status == NO, "FIX" in marks, done.stdout)
        for text in SECRETS:
            self.assertNotIn(text, done.stdout + done.stderr + json.dumps(found))
            self.assertNotIn(text, "\n".join(daemon.whole_log))
        return found

    def assert_finding(self, found, check, ok, what, fix=None):
        self.assertIn(check, found)
        [line] = found[check]
        self.assertIs(line["ok"], ok, line)
        self.assertIn(what, line["what"])
        if fix is None:
            self.assertIsNone(line["fix"], line)
        else:
            self.assertIn(fix, line["fix"])

    def test_all_is_well_and_nothing_is_sent(self):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.community(
            sink, f'  team: {{ webhook: "{hook.origin}{PATH}", network: local }}\n').start()
        found = self.doctor(daemon, DONE)
        self.assertEqual({line["ok"] for lines in found.values() for line in lines} - {None}, {True})
        self.assert_finding(found, "configuration", True, "1 series, 2 people, 0 warnings")
        self.assert_finding(found, "permissions", True, "mode 0660")
        self.assert_finding(found, "daemon", True, "healthy, version ")
        self.assert_finding(found, "loaded", True, "is what runs")
        self.assert_finding(
            found, "relay", True, f"127.0.0.1 port {sink.port} answers: 220 sink.example")
        port = hook.server.server_port
        self.assert_finding(
            found, "channel team", True,
            f"127.0.0.1 port {port} can be reached (this machine's), without TLS")
        self.assert_finding(found, "state", True, "mode 0700")
        # Which these are depends on the machine; that they are looked at does not.
        for check in ("user", "clock", "tzdata"):
            self.assertIsNot(found[check][0]["ok"], False)
        self.assertEqual(hook.requests.all, [])
        self.assertEqual(sink.mails.all, [])
        self.assertEqual(daemon.outbox, [])

    def test_no_relay(self):
        reserved = reserved_port()
        daemon = self.community(self.mail_sink(reserved=reserved)).start()
        found = self.doctor(daemon, NO)
        self.assert_finding(
            found, "relay", False, f"127.0.0.1 port {reserved.getsockname()[1]}: ",
            "check host and port in `via:`")
        self.assertNotIn("relay TLS", found)

    def test_a_relay_without_the_tls_that_is_expected(self):
        sink = self.mail_sink().start()
        daemon = self.community(sink, via=f"smtps://127.0.0.1:{sink.port}").start()
        found = self.doctor(daemon, NO)
        self.assert_finding(found, "relay TLS", False, "does not begin with TLS", "smtp://HOST:587")
        self.assertNotIn("relay login", found)

    def test_a_relay_whose_certificate_nobody_knows(self):
        context, _ = certificate(self.daemon({}).folder)
        relay = self.mail_sink(tls=context).start()
        daemon = self.community(relay, via=f"smtps://localhost:{relay.port}")
        daemon.start()
        found = self.doctor(daemon, NO)
        self.assert_finding(
            found, "relay TLS", False, f"the certificate of localhost port {relay.port} is not "
            "trusted: ", "update-ca-certificates")

    def test_a_relay_that_refuses_the_login(self):
        scratch = self.daemon({})
        relay, trusting = self.locked_relay(scratch.folder)
        daemon = self.community(
            relay, via=f"smtps://localhost:{relay.port}",
            more=f", user: convened, password: {{ file: {scratch.folder}/smtp }}")
        scratch.keep("smtp", "open sesame")
        daemon.start(within=trusting)
        found = self.doctor(daemon, NO)
        self.assert_finding(found, "relay", True, "220 sink.example")
        self.assert_finding(
            found, "relay login", False, "convened is refused: 535 ", "check `user:`")
        self.assert_finding(
            found, f"secret {scratch.folder}/smtp", True, "it can be read, by nobody else")
        [tls] = found["relay TLS"]
        self.assertRegex(tls["what"], r"^TLSv1\.\d, the certificate is good until \d{4}-")
        # Two days are soon.
        self.assertIs(tls["ok"], True)
        self.assertIn("renewed", tls["fix"])
        self.assertEqual(relay.mails.all, [])

        done = daemon.run("test", "mail", "ana")
        self.assertEqual(done.returncode, NO)
        self.assertIn(
            f"deferred by localhost port {relay.port}: the relay refused the login (535 ",
            done.stdout)
        self.assertIn("check the user and the password", done.stdout)

    def test_channels_at_addresses_that_are_forbidden_or_nobodys(self):
        reserved = reserved_port()
        self.addCleanup(reserved.close)
        port = reserved.getsockname()[1]
        daemon = self.community(self.mail_sink().start(), f"""\
  here: {{ webhook: "https://127.0.0.1:{port}{PATH}" }}
  home: {{ webhook: "https://10.0.0.1{PATH}" }}
  cloud: {{ webhook: "https://169.254.169.254{PATH}", network: private }}
  gone: {{ webhook: "https://127.0.0.1:{port}{PATH}", network: local }}
  nowhere: {{ webhook: "https://hook.invalid{PATH}" }}
""").start()
        found = self.doctor(daemon, NO)
        self.assert_finding(
            found, "channel here", False, "`network: public` forbids", "`network: local`")
        self.assert_finding(
            found, "channel home", False, "10.0.0.1 port 443: its address is private",
            "`network: private`")
        self.assert_finding(found, "channel cloud", False, "link-local", "never allowed")
        self.assert_finding(found, "channel gone", False, f"127.0.0.1 port {port}: ", "check")
        self.assert_finding(found, "channel nowhere", False, "hook.invalid", "name servers")

    def test_without_the_daemon_it_looks_itself_and_says_what_it_cannot_see(self):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.community(sink)
        open_to_all = daemon.keep("open", "open sesame")
        open_to_all.chmod(0o644)
        daemon.write("channels.yaml", f"""channels:
  open: {{ webhook: "{hook.origin}{PATH}", network: local, secret: {{ file: {open_to_all} }} }}
  unit: {{ webhook: {{ credential: slack-hook }}, as: slack }}
  lost: {{ webhook: {{ file: {daemon.folder}/lost }}, as: slack }}
""")
        found = self.doctor(daemon, NO)
        self.assert_finding(
            found, "daemon", False, "c.sock: No such file", "systemctl start convened")
        self.assert_finding(found, "relay", True, "220 sink.example")
        self.assert_finding(
            found, f"secret {open_to_all}", False, "others can read this secret", "chmod 600")
        self.assert_finding(
            found, "credential slack-hook", None, "cannot be read here", "with the daemon running")
        self.assert_finding(
            found, f"secret {daemon.folder}/lost", False, "No such file", "mode 0600")
        # Its secret is not needed to look who is there.
        self.assert_finding(found, "channel open", True, "can be reached")
        self.assert_finding(found, "channel unit", None, "its address cannot be read")
        self.assert_finding(found, "state", None, "No such file", "the daemon makes it")
        self.assertEqual(hook.requests.all, [])

    def test_a_secret_that_is_gone_since_the_start(self):
        hook = self.hook()
        daemon = self.community(self.mail_sink().start())
        path = daemon.keep("secret", f"{hook.origin}{PATH}")
        daemon.write(
            "channels.yaml", f"channels: {{ team: {{ webhook: {{ file: {path} }}, network: local }} }}")
        daemon.start()
        self.doctor(daemon, DONE)
        path.unlink()
        found = self.doctor(daemon, NO)
        self.assert_finding(found, f"secret {path}", False, "No such file", "mode 0600")
        self.assert_finding(found, "channel team", None, "its address cannot be read")

    def test_what_is_on_the_disk_is_not_what_runs(self):
        daemon = self.community(self.mail_sink().start()).start()
        good = (daemon.etc / "a.yaml").read_text()
        daemon.write("a.yaml", "# A remark changes nothing.\n" + good)
        self.doctor(daemon, DONE)
        daemon.write("a.yaml", good.replace("Office Hours", "Other Hours"))
        found = self.doctor(daemon, NO)
        self.assert_finding(found, "configuration", True, "1 series")
        self.assert_finding(found, "loaded", False, "something else", "convened reload")
        daemon.write("a.yaml", good.replace("hosts: hana", "hosts: anna"))
        found = self.doctor(daemon, NO)
        self.assert_finding(found, "configuration", False, "1 error, 0 warnings", "convened check")
        self.assert_finding(found, "loaded", False, "cannot be loaded", "convened check")

    def test_permissions_that_are_too_wide(self):
        daemon = self.community(self.mail_sink().start()).start()
        daemon.state.chmod(0o755)
        daemon.socket.chmod(0o666)
        daemon.etc.chmod(0o777)
        found = self.doctor(daemon, NO)
        self.assert_finding(found, "state", False, "(mode 0755)", "chmod 700")
        for line, fix in zip(found["permissions"], ("chmod o-w ", "chmod o-rwx "), strict=True):
            self.assertIs(line["ok"], False)
            self.assertIn(fix, line["fix"])


class TestTest(Patient):

    def test_a_mail_arrives_and_leaves_no_row(self):
        sink = self.mail_sink().start()
        daemon = self.community(sink).start()
        done = daemon.run("test", "mail", "ana")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(
            done.stdout, f"accepted by 127.0.0.1 port {sink.port}: 250 2.0.0 taken; look into "
            f"{address('ana')}\n")
        [mail] = sink.mails.all
        self.assertEqual(problems(mail), [])
        self.assertEqual(mail.to, address("ana"))
        self.assertEqual(mail.message["Subject"], "Test: mail from Process Tests")
        self.assertEqual(mail.message["List-Id"].split("<")[1], "convened-test.process.example.org>")
        text = mail.message.get_body(("plain",)).get_content()
        self.assertIn("nothing to do", " ".join(text.split()))
        self.assertEqual(mail.calendars, [])
        self.assertEqual(daemon.outbox, [])
        daemon.logged("test to ana accepted: 250 2.0.0 taken")
        [seen] = daemon.ask("test", "mail", "hana")
        self.assertEqual(
            seen, {"to": "hana", "channel": "mail", "ok": True, "outcome": "accepted",
                   "answer": "250 2.0.0 taken"})
        self.assertNotEqual(sink.mails.all[1].id, mail.id)

    def test_a_maildir_is_a_way_too(self):
        daemon = self.community(self.mail_sink())
        maildir = daemon.folder / "mail"
        daemon.start(arguments=["--maildir", str(maildir)])
        [mail] = [line for line in daemon.ask("doctor") if line["check"] == "mail"]
        self.assertEqual(
            (mail["ok"], mail["what"]), (True, f"it goes into the Maildir {maildir}, and no further"))
        done = daemon.run("test", "mail", "ana")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn(f"accepted by the Maildir {maildir}: stored as new/convened.", done.stdout)
        [stored] = (maildir / "new").iterdir()
        self.assertIn(b"Subject: Test: mail from Process Tests\n", stored.read_bytes())

    def test_what_the_relay_says_is_said(self):
        sink = self.mail_sink().start()
        sink.refused.add(address("ana"))
        sink.later.add(address("hana"))
        daemon = self.community(sink).start()
        [refused] = daemon.ask("test", "mail", "ana", status=NO)
        self.assertEqual((refused["ok"], refused["outcome"]), (False, "refused"))
        self.assertIn("550 5.1.1 no such mailbox", refused["answer"])
        done = daemon.run("test", "mail", "hana")
        self.assertEqual(done.returncode, NO)
        self.assertIn("deferred by 127.0.0.1 port", done.stdout)
        self.assertIn("451 4.7.1 greylisted", done.stdout)
        self.assertIn("`convened doctor`", done.stdout)
        # Once by hand is once: nothing tries again.
        self.assertEqual(daemon.outbox, [])

    def test_who_is_not_there(self):
        daemon = self.community(self.mail_sink().start())
        done = daemon.run("test", "mail", "ana")
        self.assertEqual(done.returncode, UNREACHABLE)
        daemon.start()
        done = daemon.run("test", "mail", "anna")
        self.assertEqual(done.returncode, NO)
        self.assertIn("nobody is called anna", done.stderr)
        self.assertIn("ana, hana", done.stderr)
        done = daemon.run("test", "channel", "team")
        self.assertEqual(done.returncode, NO)
        self.assertIn("there is no channel team", done.stderr)

    def test_each_channel_hears_it_in_its_own_form(self):
        hook = self.hook()
        daemon = self.community(self.mail_sink().start())
        token = daemon.keep("token", "tk_T0K3N")
        address_of = daemon.keep("slack", f"{hook.origin}/slack{PATH}")
        daemon.write("channels.yaml", f"""channels:
  plain: {{ webhook: "{hook.origin}/plain", network: local }}
  slack: {{ as: slack, webhook: {{ file: {address_of} }}, network: local }}
  matrix: {{ as: matrix, webhook: "{hook.origin}", room: "!abc:example.org",
            token: {{ file: {token} }}, network: local }}
  zulip: {{ as: zulip, webhook: "{hook.origin}", stream: mentoring, user: bot@example.org,
           token: {{ file: {token} }}, network: local }}
""")
        daemon.start()
        for name in ("plain", "slack", "matrix", "zulip"):
            done = daemon.run("test", "channel", name)
            self.assertEqual(
                (done.returncode, done.stdout),
                (DONE, f"accepted by {name}: HTTP 200; look there\n"), done.stderr)
        plain, slack, matrix, zulip = hook.requests.all
        self.assertEqual(plain[:2], ("POST", "/plain"))
        self.assertEqual(json.loads(plain[2])["type"], "test")
        self.assertEqual(json.loads(plain[2])["data"]["channel"], "plain")
        self.assertEqual(slack[:2], ("POST", f"/slack{PATH}"))
        self.assertEqual(json.loads(slack[2])["text"], "Test: messages from Process Tests")
        self.assertEqual(matrix[0], "PUT")
        self.assertEqual(json.loads(matrix[2])["m.mentions"], {})
        form = dict(urllib.parse.parse_qsl(zulip[2]))
        self.assertEqual((form["to"], form["topic"]), ("mentoring", "Test"))
        self.assertEqual(daemon.outbox, [])
        for text in SECRETS:
            self.assertNotIn(text, "\n".join(daemon.whole_log))

    def test_a_hook_that_is_gone(self):
        hook = self.hook(status=410)
        daemon = self.community(
            self.mail_sink().start(),
            f'  team: {{ webhook: "{hook.origin}{PATH}", network: local }}\n').start()
        done = daemon.run("test", "channel", "team")
        self.assertEqual(
            (done.returncode, done.stdout), (NO, "refused by team: HTTP 410: the hook is gone\n"))

    def test_the_daemon_is_free_while_a_relay_takes_its_time(self):
        sink = self.mail_sink().start()
        daemon = self.community(sink).start()
        sink.gate.close()
        ended = []
        waiting = threading.Thread(target=lambda: ended.append(daemon.run("test", "mail", "ana")))
        waiting.start()
        sink.mails.count(1)
        self.assertEqual(daemon.run("status").returncode, DONE)
        self.assertEqual(ended, [])
        sink.gate.open()
        waiting.join(PATIENCE)
        self.assertEqual([done.returncode for done in ended], [DONE])


class KeptAddressTest(Patient):
    """`webhook:` from where secrets are: what `check` cannot see is said when it is read."""

    def test_an_address_that_is_none_is_refused_in_the_words_of_check(self):
        daemon = self.community(self.mail_sink().start())
        path = daemon.keep("secret", f"hooks.slack.com{PATH}")
        daemon.write(
            "channels.yaml", f"channels: {{ team: {{ as: slack, webhook: {{ file: {path} }} }} }}")
        checked = daemon.run("check")
        self.assertEqual((checked.returncode, checked.stderr), (DONE, ""))
        self.assertIn("0 warnings", checked.stdout)
        daemon.launch()
        self.assertEqual(daemon.ended(), 78)
        [line] = [line for line in daemon.whole_log if "channel `team`" in line]
        self.assertIn("channels.yaml:1:41: error: channel `team`: `webhook` is no address", line)
        for text in SECRETS:
            self.assertNotIn(text, "\n".join(daemon.whole_log))

        daemon.keep("secret", f"https://discord.com/api/webhooks{PATH}")
        daemon.start()
        [status] = daemon.ask("status")
        self.assertEqual(
            [(w["severity"], w["what"], w["fix"]) for w in status["warnings"]],
            [("warning", "channel `team`: `webhook` leads to discord, which takes nothing else",
              "write `as: discord`")])
        daemon.keep("secret", f"https://me:hush@hooks.slack.com{PATH}")
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, 78)
        self.assertIn("must not hold a user or a password", refused.stderr)
        self.assertNotIn("hush", refused.stderr)
