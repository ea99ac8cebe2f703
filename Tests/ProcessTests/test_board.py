"""The coordinator's board, as a browser reads it from the running service."""

import html.parser
import json
import re
import socket

from community import FAR, ProcessTest, Start, address
from daemon import CONFIGURATION, DONE
from web import asked, board_port, sent, served, site_port

# From right to left in part; a configuration with an override of the direction is refused.
TITLE = "<script>alert('1')</script> & \"أحمد"
# What people write elsewhere may have one; it is not shown, and the rest is.
HOSTILE, SHOWN = TITLE.replace("& ", "&\u202e"), TITLE


class Page(html.parser.HTMLParser):
    """The words of a page without its style, and its elements."""

    VOID = {"meta", "br", "col"}

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self._words, self._open = set(), [], [], []
        self.feed(content.decode())
        self.close()
        assert not self._open, self._open

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self._words))

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.links += [value for name, value in attributes if name == "href"]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, tag
        # Words of two cells are two words.
        if tag not in {"b", "bdi", "span", "a", "time"}:
            self._words.append(" ")

    def handle_data(self, data):
        if "style" not in self._open:
            self._words.append(data)


class BoardTest(ProcessTest):

    def running(self, title="Office Hours", refused=(), people=("hana", "yash", "robin")):
        self.sink = self.mail_sink().start()
        self.sink.refused = {address(person) for person in refused}
        self.start = Start(FAR)
        self.text = served(f"""
            hours:
              title: {json.dumps(title)}
              when: {self.start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ opens: 3 days before, cutoff: {self.start.before(20_000)} }}
            orphan:
              title: Orphan
              when: {self.start.sentence}
              invite: [yash]
              opens: {self.start.before(20_000)}
              remind: no
            """, self.sink, people=people) + "board: {}\n"
        self.subject = self.daemon({"a.yaml": self.text})
        self.subject.start(arguments=["--listen", "127.0.0.1:0", "--board", "127.0.0.1:0"])
        self.open, self.inner = site_port(self.subject), board_port(self.subject)
        return self.subject

    def asked(self, path, method="GET"):
        return sent(
            self.inner, f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.inner}\r\n"
            "Connection: close\r\n\r\n".encode())

    def page(self, path, status=200):
        answer = self.asked(path)
        self.assertEqual(answer.status, status, path)
        self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
        return Page(answer.body)

    def meeting(self):
        return f"/meeting/hours/{self.start.date}"

    def test_what_was_decided_who_was_not_reached_and_what_is_private(self):
        daemon = self.running(refused=["robin"])
        daemon.logged("robin refused: ")
        daemon.delivered(2)
        daemon.ask("agenda", "add", "hours", "pair review of PR 512", "--by", "yash")
        daemon.ask("agenda", "add", "hours", "my contract ends", "--by", "robin", "--private")

        page = self.page("/").text
        for words in ("Meetings of Process Tests", "Needs somebody", "robin@example.org cannot be reached",
                      "550 5.1.1 no such mailbox", "Orphan on ", "has no host", "Office Hours", "open",
                      "2 items", "Hana Ünï", "nobody hosts this", "2 of 3"):
            self.assertIn(words, page)
        # The one-line items of the panel come before the list.
        self.assertLess(page.index("cannot be reached"), page.index("The coming weeks"))

        page = self.page(self.meeting()).text
        for words in ("pair review of PR 512 Yash Ünï", "private my contract ends Robin Ünï",
                      "planned → open opened", "added: pair review of PR 512 (yash)",
                      "added: a private item by robin", "invitation to Robin Ünï",
                      "refused", "550 5.1.1 no such mailbox", "250 2.0.0 taken"):
            self.assertIn(words, page)
        people = self.page("/people").text
        self.assertIn("Asia/Kolkata", people)
        self.assertIn("cannot be reached, since", people)
        outbox = self.page("/outbox").text
        self.assertIn("invitation to Robin Ünï", outbox)
        self.assertNotIn("invitation to Yash Ünï", outbox)
        self.assertIn("invitation to Yash Ünï", self.page("/outbox?state=delivered").text)

    def test_only_looking_and_every_address_that_is_none_is_said(self):
        daemon = self.running()
        daemon.delivered(3)
        paths = ("/", "/people", "/outbox", "/outbox?state=refused", self.meeting(), "/?week=2026-12-03")
        for path in paths:
            with self.subTest(path=path):
                page, head = self.asked(path), self.asked(path, "HEAD")
                self.assertEqual((page.status, head.status, head.body), (200, 200, b""))
                self.assertEqual(head.headers["content-length"], str(len(page.body)))
                self.assertIn("default-src 'none'", page.headers["content-security-policy"])
                self.assertNotIn("script-src", page.headers["content-security-policy"])
                self.assertEqual(page.headers["cache-control"], "no-store")
                posted = self.asked(path, "POST")
                self.assertEqual((posted.status, posted.headers["allow"]), (405, "GET, HEAD"))
        for path in ("/nothing", "/meeting", "/meeting/hours", "/meeting/hours/1999-01-01",
                     "/meeting/nobody/2026-12-03", self.meeting() + "/x", "/outbox?state=lost",
                     "/outbox?before=x", "/people?page=2", "/people?page=x", "/?week=soon",
                     "/?week=9999-01-01"):
            with self.subTest(path=path):
                self.assertIn("There is nothing here", self.page(path, 404).text)
        # Every link of every page leads somewhere.
        for path in paths:
            for link in self.page(path).links:
                if not link.startswith("#"):
                    self.assertEqual(self.asked(resolved(path, link)).status, 200, link)

    def test_what_people_write_is_text(self):
        self.running(title=TITLE)
        daemon = self.subject
        daemon.write("a.yaml", self.text.replace("Yash Ünï", json.dumps(TITLE, ensure_ascii=False)))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.ask("agenda", "add", "hours", HOSTILE, "--by", "yash")
        daemon.ask("cancel", "hours", "--because", HOSTILE)
        # Its title and the reason; beside them item, author, journal and reader; the reader.
        for path, count in (("/", 2), (self.meeting(), 7), ("/people", 1)):
            with self.subTest(path=path):
                answer = self.asked(path)
                page = Page(answer.body)
                self.assertNotIn("script", page.tags)
                self.assertNotIn("\u202e".encode(), answer.body)
                self.assertGreaterEqual(page.text.count(SHOWN), count)

    def test_strangers_see_none_of_it(self):
        self.running()
        for path in ("/", "/outbox", "/people", self.meeting(), "/metrics"):
            self.assertEqual(asked(self.open, "GET", path).status, 404, path)

    def test_an_edit_that_was_refused_is_the_first_thing_to_see(self):
        daemon = self.running()
        self.assertNotIn("was not loaded", self.page("/").text)
        daemon.write("a.yaml", self.text.replace("invite: [yash, robin]", "invite: [yash, robbin]"))
        self.assertEqual(daemon.run("reload").returncode, CONFIGURATION)
        page = self.page("/").text
        self.assertIn("The configuration was not loaded: the one before runs on.", page)
        self.assertIn("nobody is called \"robbin\". write `robin`", page)
        daemon.write("a.yaml", self.text)
        self.assertEqual(daemon.run("reload").returncode, DONE)
        self.assertNotIn("was not loaded", self.page("/").text)

    def test_an_address_that_is_taken_is_refused(self):
        daemon = self.running()
        self.assertEqual(daemon.stop(), 0)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            place = f"127.0.0.1:{taken.getsockname()[1]}"
            daemon.launch(arguments=["--listen", "127.0.0.1:0", "--board", place])
            self.assertEqual(daemon.ended(), CONFIGURATION)
            self.assertIn(place, "\n".join(daemon.log.all))

    def test_without_board_there_is_none(self):
        daemon = self.running()
        self.assertEqual(daemon.stop(), 0)
        daemon.write("a.yaml", self.text.replace("board: {}", ""))
        daemon.start(arguments=["--listen", "127.0.0.1:0", "--board", "127.0.0.1:0"])
        daemon.logged("ask me:")
        self.assertEqual([line for line in daemon.log.all if "the board is at" in line], [])


def resolved(path, link):
    """Where a relative link leads, without what a browser adds."""
    base = path.split("?")[0].split("/")[1:-1]
    rest, mark, query = link.partition("?")
    for part in rest.split("/"):
        if part == "..":
            base.pop()
        elif part != ".":
            base.append(part)
    return "/" + "/".join(base) + mark + query
