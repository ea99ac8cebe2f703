"""Calendars over HTTP, as calendar programs follow them: vdirsyncer, khal, Radicale."""

import os
import pathlib
import subprocess
import sys
import tempfile

import icalendar
import vobject

from calendars import Radicale, khal
from community import ProcessTest, public_and_not
from daemon import NO, UNREACHABLE, USAGE
from waiting import PATIENCE
from web import SITE, asked, forgeries, link, served, started

VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair one]
a = "kept"
b = "served"
collections = null
[storage kept]
type = "filesystem"
path = "{folder}/items/"
fileext = ".ics"
[storage served]
type = "http"
url = "http://127.0.0.1:{port}{path}"
"""


def summaries(octets):
    return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(octets).events}


class SubscriptionTest(ProcessTest):
    seconds = 30

    def running(self):
        """A public meeting whose date is cancelled, and one that is not for everyone."""
        self.sink = self.mail_sink().start()
        text = served(public_and_not(invite="circle"), self.sink)
        self.subject = self.daemon({"a.yaml": text + "groups: { circle: [robin] }\n"})
        self.port = started(self.subject)
        self.subject.delivered(3)
        self.subject.ask("agenda", "add", "hours", "A thing for the agenda", "--by", "yash")
        self.subject.ask("cancel", "hours", "--because", "strike")
        return self.subject

    def path(self, *which):
        """The path of a calendar's address, as the command prints it."""
        done = self.subject.run("feed", *which, "--address")
        self.assertEqual(done.returncode, 0, done)
        [address] = done.stdout.splitlines()
        self.assertTrue(address.startswith(SITE + "/calendar"), address)
        return address.removeprefix(SITE)

    def get(self, path, *headers, method="GET"):
        return asked(self.port, method, path, headers=headers)

    def vdirsyncer(self, folder, path, *commands):
        """What it says while it syncs `path` into `folder`."""
        config = pathlib.Path(folder) / "config"
        config.write_text(VDIRSYNCER.format(folder=folder, port=self.port, path=path))
        (pathlib.Path(folder) / "items").mkdir(exist_ok=True)
        said = ""
        for command in commands:
            done = subprocess.run(
                [sys.executable, "-m", "vdirsyncer", "-c", str(config), command],
                capture_output=True, text=True, timeout=PATIENCE, env=dict(os.environ, HOME=folder))
            self.assertEqual(done.returncode, 0, done)
            said += done.stdout + done.stderr
        return said

    # What is in it

    def test_everyone_sees_what_is_public_and_a_secret_address_what_is_its_holders(self):
        self.running()
        off, later = "Cancelled: Office Hours", "Not for everyone"
        everyone = self.path()
        self.assertEqual(everyone, "/calendar.ics")
        expected = {
            everyone: {off}, self.path("--person", "hana"): {off, later},
            self.path("--person", "yash"): {off}, self.path("--group", "circle"): {later},
            self.path("--series", "later"): {later}, self.path("--series", "hours"): {off}}
        self.assertEqual(len(expected), 6, "no two have the same address")
        for path, titles in expected.items():
            with self.subTest(path):
                answer = self.get(path)
                self.assertEqual(answer.status, 200)
                self.assertEqual(summaries(answer.body), titles)
                self.assertNotIn(b"A thing for the agenda", answer.body)
        content = self.get(everyone).body
        self.assertNotIn(b"Not for", content)
        # Whoever may come is told how; who is invited stands in no calendar.
        self.assertIn(b"https://meet.example.org/oh", content)
        for name in (b"Yash", b"Robin", b"example.org>", b"mailto"):
            self.assertNotIn(name, content)

    def test_its_header(self):
        self.running()
        for path, name, reach in (
                (self.path(), "calendar.ics", "public"),
                (self.path("--person", "yash"), "yash.ics", "private"),
                (self.path("--group", "circle"), "circle.ics", "private"),
                (self.path("--series", "later"), "later.ics", "private")):
            with self.subTest(path):
                answer = self.get(path)
                fields = answer.headers
                self.assertEqual(fields["content-type"], "text/calendar; charset=utf-8")
                self.assertEqual(fields["content-disposition"], f'inline; filename="{name}"')
                self.assertEqual(fields["cache-control"], f"{reach}, max-age=300")
                self.assertEqual(fields["x-robots-tag"], "noindex, nofollow")
                self.assertEqual(int(fields["content-length"]), len(answer.body))
                self.assertNotIn("last-modified", fields)
                self.assertRegex(fields["etag"], r'^"[0-9a-f]{32}"$')
                head = self.get(path, method="HEAD")
                self.assertEqual(head.stable, (200, answer.stable[1], b""))
                self.assertEqual(self.get(path, method="POST").status, 405)

    # Whoever has it is spared it

    def test_who_has_the_bytes_is_not_sent_them_again_until_something_changes(self):
        daemon = self.running()
        path = self.path("--person", "yash")
        first = self.get(path)
        tag = first.headers["etag"]
        for field in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            with self.subTest(field):
                for method in ("GET", "HEAD"):
                    answer = self.get(path, f"If-None-Match: {field}", method=method)
                    self.assertEqual((answer.status, answer.body), (304, b""))
                    self.assertEqual(answer.headers["etag"], tag)
                    self.assertEqual(answer.headers["cache-control"], "private, max-age=300")
                    self.assertNotIn("content-length", answer.headers)
        self.assertEqual(self.get(path, 'If-None-Match: "x"').status, 200)
        # It is of what was decided and not of when it is asked, or by which process.
        self.assertEqual(daemon.stop(), 0)
        self.port = started(daemon)
        self.assertEqual(self.path("--person", "yash"), path)
        self.assertEqual(self.get(path).stable, first.stable)
        daemon.ask("reminders", "yash", "off")
        self.assertEqual(self.get(path, f"If-None-Match: {tag}").status, 304)
        daemon.ask("reinstate", "hours", "--because", "the strike is over")
        answer = self.get(path, f"If-None-Match: {tag}")
        self.assertEqual(answer.status, 200)
        self.assertEqual(summaries(answer.body), {"Office Hours"})
        was, now = (icalendar.Calendar.from_ical(x.body).events[0] for x in (first, answer))
        self.assertEqual(was["UID"], now["UID"])
        self.assertGreater(now["SEQUENCE"], was["SEQUENCE"])
        self.assertGreater(now["LAST-MODIFIED"].dt, was["LAST-MODIFIED"].dt)
        # The configuration counts as well, although nobody decided anything.
        tag = answer.headers["etag"]
        text = (daemon.etc / "a.yaml").read_text()
        daemon.write("a.yaml", text.replace("name: Hana", "name: Hanna"))
        daemon.ask("reload")
        answer = self.get(path, f"If-None-Match: {tag}")
        self.assertEqual(answer.status, 200)
        self.assertIn("Hanna", answer.body.decode())

    def test_the_entry_is_the_one_that_came_by_mail(self):
        self.running()
        [mail] = [mail for mail in self.sink.mails.all if mail.to == "yash@example.org"][:1]
        [event] = icalendar.Calendar.from_ical(self.get(self.path("--person", "yash")).body).events
        self.assertEqual(str(event["UID"]), mail.uid)

    # Programs

    def test_vdirsyncer_keeps_it_and_khal_shows_what_is_cancelled(self):
        self.running()
        path = self.path("--person", "robin")
        with tempfile.TemporaryDirectory() as folder:
            self.vdirsyncer(folder, path, "discover", "sync")
            items = pathlib.Path(folder) / "items"
            kept = {file.name: (file.stat().st_mtime_ns, file.read_bytes())
                    for file in items.iterdir()}
            self.assertEqual(len(kept), 2)
            said = self.vdirsyncer(folder, path, "sync")
            self.assertNotIn("Copying", said)
            self.assertEqual(kept, {file.name: (file.stat().st_mtime_ns, file.read_bytes())
                                    for file in items.iterdir()})
            said = khal(
                folder, "list", "today", "9d", "-df", "", "-f", "{title}|{status}", items=items)
            shown = {tuple(part.strip() for part in line.split("|"))
                     for line in said.splitlines() if "|" in line}
            self.assertEqual(shown, {("Cancelled: Office Hours", "CANCELLED"),
                                     ("Not for everyone", "CONFIRMED")})
            # What comes back is copied, and nothing else.
            self.subject.ask("reinstate", "hours", "--because", "over")
            self.assertIn("Copying", self.vdirsyncer(folder, path, "sync"))
            titles = {str(icalendar.Calendar.from_ical(file.read_bytes()).events[0]["SUMMARY"])
                      for file in items.iterdir()}
            self.assertEqual(titles, {"Office Hours", "Not for everyone"})

    def test_radicale_takes_every_byte_and_readers_find_no_error(self):
        self.running()
        server = Radicale()
        self.addCleanup(server.close)
        for number, which in enumerate(([], ["--person", "hana"], ["--group", "circle"])):
            octets = self.get(self.path(*which)).body
            calendar = icalendar.Calendar.from_ical(octets)
            for component in calendar.walk():
                self.assertEqual(component.errors, [])
            self.assertTrue(vobject.readOne(octets.decode()).validate(raiseException=True))
            for name in ("METHOD", "UID"):
                self.assertNotIn(name, calendar)
            self.assertEqual(calendar["NAME"], calendar["X-WR-CALNAME"])
            self.assertEqual(calendar["X-PUBLISHED-TTL"], "PT1H")
            status, body = server.request("PUT", f"feed{number}/", octets)
            self.assertEqual(status, 201, body)
            status, kept = server.request("GET", f"feed{number}/")
            self.assertEqual(summaries(kept), summaries(octets))

    # Who has no right to it

    def test_what_opens_no_calendar_is_one_answer(self):
        daemon = self.running()
        path = self.path("--person", "yash")
        token = path.removeprefix("/calendar/").removesuffix(".ics")
        unsubscribe = link(self.sink.mails.all[0]).split("/")[-1]
        wrong = [*forgeries(token), unsubscribe, "yash"]
        answers = [self.get(f"/calendar/{text}.ics", method=method).stable
                   for text in wrong for method in ("GET", "HEAD")]
        nowhere = self.get("/nowhere").stable
        self.assertEqual({(status, body) for status, _, body in answers},
                         {nowhere[::2], (404, b"")})
        for text in (path.removesuffix(".ics"), path + "/", path.upper(), f"/u/{token}"):
            self.assertEqual(self.get(text).stable, nowhere, text)
        # Whoever left has no calendar any more, nor a group that is gone.
        group = self.path("--group", "circle")
        self.assertEqual(self.get(path).status, 200)
        text = (daemon.etc / "a.yaml").read_text()
        lines = [line for line in text.splitlines()
                 if not line.startswith(("  yash:", "groups:"))]
        daemon.write("a.yaml", "\n".join(lines).replace("[yash, robin]", "robin")
                     .replace("invite: circle", "invite: robin"))
        daemon.ask("reload")
        for text in (path, group):
            self.assertEqual(self.get(text).stable, nowhere)
        self.assertNotIn(token, "\n".join(daemon.whole_log), "it is a secret")

    def test_an_address_that_got_around_is_taken_back(self):
        self.running()
        whose = {
            "group": ("--group", "circle"), "series": ("--series", "later"),
            "person": ("--person", "robin")}
        paths = {name: self.path(*which) for name, which in whose.items()}
        for gone, which in whose.items():
            # A person is named without an option.
            named = which[1:] if gone == "person" else which
            self.assertEqual(self.subject.run("link", "revoke", *named).returncode, 0)
            self.assertEqual(self.get(paths.pop(gone)).status, 404)
            self.assertEqual(self.get(self.path(*which)).status, 200)
            self.assertEqual([self.get(path).status for path in paths.values()], [200] * len(paths))
        self.assertEqual(self.subject.run("link", "revoke", "--group", "nobody").returncode, NO)
        self.assertEqual(self.subject.run("link", "revoke").returncode, USAGE)

    def test_twenty_guesses_a_minute(self):
        self.running()
        answers = [self.get(f"/calendar/guess{number}.ics").status for number in range(21)]
        self.assertEqual(answers, [404] * 20 + [429])
        self.assertEqual(self.get("/calendar.ics").status, 200)

    def test_an_address_needs_a_server_and_a_name_that_there_is(self):
        daemon = self.running()
        for which, what in ((["--person", "nobody"], "nobody is nobody in `people:`"),
                            (["--group", "none"], "no group none"),
                            (["--series", "none"], "no meeting none")):
            done = daemon.run("feed", *which, "--address")
            self.assertEqual((done.returncode, done.stdout), (NO, ""))
            self.assertIn(what, done.stderr)
        text = (daemon.etc / "a.yaml").read_text()
        daemon.write("a.yaml", "\n".join(
            line for line in text.splitlines() if not line.startswith("web:")))
        daemon.ask("reload")
        done = daemon.run("feed", "--address")
        self.assertEqual(done.returncode, NO)
        self.assertIn("write `web:", done.stderr)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(daemon.run("feed", "--address").returncode, UNREACHABLE)
