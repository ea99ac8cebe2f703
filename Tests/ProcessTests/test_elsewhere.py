"""Agendas that live elsewhere: documents, and issues with a label, on the real clock."""

from community import FAR, ProcessTest, Start, configuration
from daemon import DONE, NO
from documents import (
    Documents, content, github_issue, gitlab_issue, half, redirect, slow, status)
from peers import reserved_port

# Seconds from now. The last look comes 20 seconds before the cutoff, and the machine may be busy.
CUTOFF = 50


class ElsewhereTest(ProcessTest):
    seconds = 60

    def documents(self, token=None):
        documents = Documents(token)
        self.addCleanup(documents.close)
        return documents

    def meeting(self, name, start, source, cutoff=None, more=""):
        """One meeting; its agenda is `source`, a flow mapping or a path."""
        cutoff = f"cutoff: {start.before(cutoff)}," if cutoff else ""
        return f"""
            {name}:
              title: {name.title()}
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ {cutoff} from: {source} {more} }}
              remind: no
            """

    # Until the cutoff

    def test_an_issue_with_the_label_confirms_the_meeting(self):
        sink, forge = self.mail_sink().start(), self.documents(token="hush")
        forge.github["o/r"] = [
            github_issue(1, "Another label", labels=["bug"]),
            github_issue(2, "Closed", state="closed"),
            github_issue(3, "A change", pull_request={"url": "https://api.example.org/pulls/3"})]
        start = Start(3_600)
        daemon = self.daemon({})
        source = (f'{{ github: o/r, label: office hours, url: "{forge.url}/github", '
                  f'network: local, token: {{ file: "{daemon.keep("token", "hush")}" }} }}')
        daemon.write("a.yaml", configuration(self.meeting("hours", start, source, CUTOFF), sink))
        daemon.start()
        daemon.delivered(3)
        forge.requests.count(1)
        self.assertEqual(daemon.ask("agenda", "list", "hours"), [])

        forge.github["o/r"] += [
            github_issue(4, "Pair review"), github_issue(5, "Sharding", login="stranger")]
        daemon.logged("added: Pair review (yash)")
        daemon.logged("added: Sharding (@stranger) (someone)")
        daemon.logged("open → confirmed: cutoff: 2 on the agenda")

        first, last = forge.requests.all
        self.assertEqual((first.status, last.status), (200, 200))
        self.assertEqual(first.path, "/github/repos/o/r/issues")
        self.assertEqual(first.query["labels"], "office hours")
        self.assertNotIn("if-none-match", first.headers)
        self.assertIn("if-none-match", last.headers)
        items = daemon.ask("agenda", "list", "hours")
        self.assertEqual(
            [(item["text"], item.get("by"), item["isPrivate"]) for item in items],
            [("Pair review", "yash", False), ("Sharding (@stranger)", None, False)])
        place = forge.url.removeprefix("http://")
        self.assertEqual({item["file"] for item in items}, {f"{place}/o/r, label office hours"})
        for text in daemon.whole_log:
            self.assertNotIn("hush", text)

        # Before the meeting it can still come off.
        forge.github["o/r"][3]["state"] = "closed"
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.logged("dropped: Pair review (yash)")
        self.assertEqual(len(daemon.ask("agenda", "list", "hours")), 1)
        self.assertEqual({row["kind"] for row in daemon.settled()}, {"invitation"})

    def test_a_document_that_is_edited_confirms_the_meeting(self):
        sink, server = self.mail_sink().start(), self.documents()
        start = Start(3_600)
        server.documents["/s/abc/download"] = f"# Agenda\n\n## {start.date}\n"
        source = f'{{ url: "{server.url}/s/abc/download", network: local }}'
        daemon = self.daemon({
            "a.yaml": configuration(self.meeting("hours", start, source, CUTOFF), sink)}).start()
        daemon.delivered(3)
        server.requests.count(1)
        # Nothing is different, and that is said in a word.
        self.assertEqual(daemon.run("reload").returncode, DONE)
        self.assertEqual([asked.status for asked in server.requests.count(2)], [200, 304])

        server.documents["/s/abc/download"] += "\n* pair review of PR 512 (yash)\n"
        daemon.logged("added: pair review of PR 512 (yash)")
        daemon.logged("open → confirmed: cutoff: 1 on the agenda")
        self.assertEqual([asked.status for asked in server.requests.all], [200, 304, 200])
        self.assertEqual({row["kind"] for row in daemon.settled()}, {"invitation"})

    def test_an_agenda_that_was_read_and_is_empty_cancels_the_meeting(self):
        sink, server = self.mail_sink().start(), self.documents()
        start = Start(3_600)
        server.documents["/a"] = "Nothing yet.\n"
        source = f'{{ url: "{server.url}/a", network: local }}'
        daemon = self.daemon({
            "a.yaml": configuration(self.meeting("hours", start, source, CUTOFF), sink)}).start()
        daemon.logged("open → cancelled: agenda empty at cutoff")
        self.assertEqual([asked.status for asked in server.requests.all], [200, 304])

    def test_a_server_that_is_down_at_the_cutoff_cancels_nothing(self):
        sink = self.mail_sink().start()
        down = reserved_port()
        self.addCleanup(down.close)
        start = Start(3_600)
        url = f"http://127.0.0.1:{down.getsockname()[1]}/a"
        text = configuration(
            self.meeting("hours", start, f'{{ url: "{url}", network: local }}', CUTOFF), sink)
        line = next(n for n, one in enumerate(text.splitlines(), 1) if url in one)
        daemon = self.daemon({"a.yaml": text}).start()
        place = f"{daemon.etc}/a.yaml:{line}:"
        said = daemon.logged(f"the agenda {url} cannot be read: ")
        self.assertIn(place, said)
        self.assertIn("what was read before stands", said)
        status = daemon.run("status")
        self.assertEqual(status.returncode, DONE, status)
        self.assertIn(place, status.stdout)

        daemon.logged("open → confirmed: the agenda could not be read: the meeting stands")
        daemon.delivered(3 + 1)
        self.assert_told_once(
            daemon, sink, [("hours", "invitation", person) for person in ("hana", "yash", "robin")]
            + [("hours", "host-note", "hana")])
        self.assert_good_mails(sink.mails.all)
        [note] = [m for m in sink.mails.all if "could not be read" in m.message["Subject"]]
        self.assertEqual(note.to, "hana@example.org")
        self.assertIn(url, note.message.get_body().get_content())
        self.assertEqual(
            len([x for x in daemon.whole_log if "cannot be read" in x]), 1, "said once")

    def test_what_was_written_while_nobody_was_there_counts(self):
        sink, server = self.mail_sink().start(), self.documents()
        start = Start(3_600)
        server.documents["/a"] = ""
        source = f'{{ url: "{server.url}/a", network: local }}'
        daemon = self.daemon({
            "a.yaml": configuration(self.meeting("hours", start, source, 12), sink)}).start()
        daemon.delivered(3)
        daemon.kill()
        # Another service that is not asleep is the clock.
        awake = self.daemon({"a.yaml": configuration(f"""
            clock: {{ title: Clock, when: {start.sentence}, invite: yash,
              agenda: {{ cutoff: {start.before(14)} }} }}
            """, sink)})
        awake.start(arguments=["--maildir", str(awake.folder / "mail")])
        awake.logged("open → cancelled")
        server.documents["/a"] = f"{start.date}\n* pair review (yash)\n"
        daemon.start()
        daemon.logged("open → confirmed: cutoff: 1 on the agenda")
        self.assertEqual({row["kind"] for row in daemon.settled()}, {"invitation"})

    # What is read, and what is not

    def test_confidential_issues_are_private_and_pages_are_read_to_their_end(self):
        sink, forge = self.mail_sink().start(), self.documents()
        forge.gitlab["group/project"] = [
            gitlab_issue(n, f"Topic {n}", confidential=n == 60) for n in range(1, 61)]
        start = Start(FAR)
        source = (f'{{ gitlab: group/project, label: office hours, url: "{forge.url}/gitlab", '
                  "network: local }")
        daemon = self.daemon({
            "a.yaml": configuration(self.meeting("hours", start, source), sink)}).start()
        daemon.logged("added: a private item by yash")
        self.assertEqual(
            [(asked.path, asked.query.get("page"), asked.status) for asked in forge.requests.all],
            [("/gitlab/projects/group%2Fproject/issues", None, 200),
             ("/gitlab/projects/group%2Fproject/issues", "2", 200)])
        items = daemon.ask("agenda", "list", "hours")
        self.assertEqual([item["text"] for item in items], [f"Topic {n}" for n in range(1, 61)])
        self.assertEqual([item["text"] for item in items if item["isPrivate"]], ["Topic 60"])

        # The label comes off, or the issue is closed.
        del forge.gitlab["group/project"][1:59]
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.logged("dropped: Topic 59 (yash)")
        self.assertEqual(
            [item["text"] for item in daemon.ask("agenda", "list", "hours")],
            ["Topic 1", "Topic 60"])

    def test_what_cannot_be_read_empties_no_agenda(self):
        sink, server = self.mail_sink().start(), self.documents()
        start = Start(FAR)
        limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "32503680000"}
        broken = {
            "missing": (status(404), "HTTP 404: nothing is there"),
            "login": (status(401), "HTTP 401: it wants a token"),
            "forbidden": (status(403), "HTTP 403: not for everybody"),
            "limited": (status(403, limit), "HTTP 403: it was asked too often"),
            "broken": (status(500), "HTTP 500"),
            "page": (content("<!doctype html><p>Sign in", "text/html"), "a web page and no text"),
            "binary": (content(b"\xff\x00\x01"), "no text in UTF-8"),
            "half": (half, "partial file"),
            "huge": (content(b"x" * (1 << 20) + b"y"), "more than 1 MiB"),
            "slow": (slow(server), "longer than 15 s"),
            "metadata": (redirect("http://169.254.169.254/latest/"), "its address is linkLocal"),
            "file": (redirect("file:///etc/passwd"), "a redirect: "),
            "circle": (redirect("/circle"), "more than 3 redirects"),
        }
        meetings = ""
        for name in broken:
            server.documents[f"/{name}"] = f"## {start.date}\n- item of {name} (yash)\n"
            meetings += self.meeting(
                name, start, f'{{ url: "{server.url}/{name}", network: local }}',
                more=", opens: 1 day before, cutoff: 1 hour before")
        server.github["o/r"] = [github_issue(1, "item of issues")]
        meetings += self.meeting(
            "issues", start, f'{{ github: o/r, label: office hours, network: local, '
            f'url: "{server.url}/github" }}', more=", opens: 1 day before, cutoff: 1 hour before")
        names = [*broken, "issues"]
        daemon = self.daemon({"a.yaml": configuration(meetings, sink)}).start()
        for name in names:
            daemon.logged(f"added: item of {name} (yash)")

        issues = "/github/repos/o/r/issues"
        for name, (answer, _) in broken.items():
            server.instead[f"/{name}"] = answer
        server.instead[issues] = content(b'{"message": "Not Found"}', "application/json")
        self.assertEqual(daemon.run("reload").returncode, DONE)
        for name, (_, why) in broken.items():
            self.assertIn(why, daemon.logged(f"the agenda {server.url}/{name} cannot be read: "))
        self.assertIn("no list of issues", daemon.logged("label office hours cannot be read: "))

        self.assertEqual(daemon.run("reload").returncode, DONE)
        server.requests.until(
            lambda asked: len([one for one in asked if one.path == "/missing"]) >= 3, "third look")
        self.assertEqual(len(server.asked("/limited")), 2, "it wanted to be left alone")
        for name in names:
            items = daemon.ask("agenda", "list", f"{name}/{start.date}")
            self.assertEqual([item["text"] for item in items], [f"item of {name}"])
        shown = daemon.run("status").stdout
        for _, why in broken.values():
            self.assertIn(why, shown)

        # What is mended is read again, and said so.
        server.instead.clear()
        server.documents["/missing"] = f"## {start.date}\n- another (yash)\n"
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.logged(f"the agenda {server.url}/missing can be read again")
        daemon.logged("dropped: item of missing (yash)")
        daemon.logged("added: another (yash)")

    # Who asks, and who does not

    def test_doctor_looks_and_says_what_to_do(self):
        sink, forge = self.mail_sink().start(), self.documents(token="hush")
        forge.github["o/r"] = [github_issue(1, "Pair review")]
        start = Start(FAR)
        forge.documents["/a"] = f"## {start.date}\n- pair review\n- sharding\n"
        daemon = self.daemon({})
        issues = (f'{{ github: o/r, label: office hours, url: "{forge.url}/github", '
                  f'network: local, token: {{ file: "{daemon.keep("token", "wrong")}" }} }}')
        daemon.write("a.yaml", configuration(
            self.meeting("hours", start, f'{{ url: "{forge.url}/a", network: local }}')
            + self.meeting("gone", start, f'{{ url: "{forge.url}/b", network: local }}')
            + self.meeting("issues", start, issues), sink))
        daemon.start()
        found = daemon.findings(NO)
        place = forge.url.removeprefix("http://")
        good = found[f"agenda {forge.url}/a"]
        self.assertEqual((good["ok"], good["fix"]), (True, None))
        self.assertIn("it can be read, 2 items on 1 date", good["what"])
        gone = found[f"agenda {forge.url}/b"]
        self.assertIs(gone["ok"], False)
        self.assertIn("HTTP 404", gone["what"])
        self.assertIn("share it", gone["fix"])
        login = found[f"agenda {place}/o/r, label office hours"]
        self.assertIn("HTTP 401: the token is not accepted", login["what"])
        daemon.keep("token", "hush")
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.logged("added: Pair review (yash)")
        text = daemon.run("doctor").stdout
        self.assertIn("it can be read, 1 open issue", text)
        self.assertNotIn("hush", text)

    def test_check_and_simulate_ask_nobody(self):
        sink, server = self.mail_sink().start(), self.documents()
        server.documents["/a"] = ""
        start = Start(FAR)
        source = f'[{{ url: "{server.url}/a", network: local }}, https://docs.example.org/x]'
        daemon = self.daemon({"a.yaml": configuration(self.meeting("hours", start, source), sink)})
        checked = daemon.run("check")
        self.assertEqual(checked.returncode, DONE, checked)
        self.assertIn("0 warnings", checked.stdout)
        played = daemon.run(
            "simulate", "--from", "2026-01-01T00:00:00Z", "--until", f"{start.at:%Y-%m-%dT%H:%M:%SZ}")
        self.assertEqual(played.returncode, DONE, played)
        self.assertIn("open → cancelled: agenda empty at cutoff", played.stdout)
        self.assertEqual(server.requests.all, [])

    def test_a_token_that_is_not_there_is_no_configuration(self):
        sink, start = self.mail_sink(), Start(FAR)
        source = "{ github: o/r, label: x, token: { credential: gone } }"
        daemon = self.daemon({
            "a.yaml": configuration(self.meeting("hours", start, source), sink)}).launch()
        self.assertEqual(daemon.ended(), 78)
        self.assertIn(f"{daemon.etc}/a.yaml:", daemon.logged("token: "))
