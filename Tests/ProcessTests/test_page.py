"""The page of a meeting, as people use it: a real browser, from the link in a real mail."""

import re
import urllib.parse
import zoneinfo

from axe_core_python.base import AXE_SCRIPT

from browser import ENTER, SPACE, TAB, Browser
from community import FAR, ProcessTest, Start, configuration
from daemon import DONE
from peers import reserved_port
from web import asked, forgeries

FORM = "Content-Type: application/x-www-form-urlencoded"


def page_link(mail):
    """The address of the meeting's page, from the text that a person reads."""
    text = mail.message.get_body(("plain",)).get_content()
    found = set(re.findall(r"http://127\.0\.0\.1:\d+/a/[A-Za-z0-9_-]+/[0-9T-]+", text))
    assert len(found) == 1, text
    return found.pop()


class PageTest(ProcessTest):
    seconds = 40

    def running(self, start=None, when=None, people="[yash, robin]"):
        """Office hours whose agenda is open; each person's link, from their mail."""
        self.sink = self.mail_sink().start()
        reserved = reserved_port()
        self.addCleanup(reserved.close)
        self.port = reserved.getsockname()[1]
        self.start = start or Start(FAR)
        weekly = f"starting: {self.start.date}" if when else "link: https://meet.example.org/hours"
        self.subject = self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {when or self.start.sentence}
              {weekly}
              hosts: hana
              invite: {people}
              agenda: {{ opens: 6 days before, cutoff: 1 hour before }}
              remind: no
            """, self.sink)
            + f'\nweb: {{ url: "http://127.0.0.1:{self.port}", listen: "127.0.0.1:{self.port}" }}\n'})
        self.subject.start()
        count = 3 if people == "[yash, robin]" else 2
        self.subject.delivered(count)
        return {mail.to.split("@")[0]: page_link(mail) for mail in self.sink.mails.all}

    def close_the_agenda(self, becomes):
        """Brings the cutoff to a few seconds from now; returns when it has been decided."""
        soon = Start(FAR)
        soon.at = self.start.at
        text = (self.subject.etc / "a.yaml").read_text()
        self.subject.write("a.yaml", text.replace("1 hour before", soon.before(10)))
        self.subject.ask("reload")
        self.subject.logged(f"open → {becomes}")

    def browser(self, **settings):
        browser = Browser(**settings)
        self.addCleanup(browser.close)
        return browser

    def post(self, link, *headers, **fields):
        path = urllib.parse.urlsplit(link).path
        body = urllib.parse.urlencode(fields).encode()
        return asked(self.port, "POST", path, body, [FORM, *headers])

    def get(self, link):
        parts = urllib.parse.urlsplit(link)
        return asked(self.port, "GET", parts.path + (f"?{parts.query}" if parts.query else ""))

    @property
    def items(self):
        return [item["text"] for item in self.subject.ask("agenda", "list", "hours")]

    # What must be shown

    def test_the_link_of_a_mail_adds_the_item_that_keeps_the_meeting(self):
        links = self.running()
        # Without script: it is off in this window.
        yash = self.browser(scripts=False)
        yash.open(links["yash"])
        # As he lives it: late in the day of UTC that is another day.
        theirs = self.start.at.astimezone(zoneinfo.ZoneInfo("Asia/Kolkata"))
        self.assertEqual(yash.title, f"Office Hours, {theirs:%a} {theirs.day} {theirs:%b}")
        body = yash.text()
        self.assertIn("your time (Asia/Kolkata)", body)
        self.assertIn("Hana Ünï", body)
        self.assertIn("we do not meet", body)
        yash.type("textarea", "Pair review <script>document.title='had'</script>")
        yash.follow("button[value=add]")
        self.assertIn("Your item is on the agenda.", yash.text("[role=status]"))
        self.assertIn("Pair review <script>document.title='had'</script>", yash.text("ol"))
        self.assertNotEqual(yash.title, "had")
        # Another person, and an item that is for the hosts alone.
        robin = self.browser(width=1200)
        robin.open(links["robin"])
        self.assertIn("Pair review <script>", robin.text("ol"))
        self.assertNotEqual(robin.title, "had")
        robin.type("textarea", "My visa")
        robin.click("#private")
        robin.follow("button[value=add]")
        self.assertIn("My visa (Robin Ünï, private)", robin.text("ol"))
        yash.reload()
        self.assertNotIn("visa", yash.text())
        self.assertIn("a private item", yash.text("ol"))
        hana = self.browser()
        hana.open(links["hana"])
        self.assertIn("My visa (Robin Ünï, private)", hana.text("ol"))
        self.close_the_agenda("confirmed")
        yash.open(links["yash"])
        self.assertIn("It takes place.", yash.text())
        yash.type("textarea", "One more")
        yash.follow("button[value=add]")
        self.assertIn("It came after the cutoff, and the meeting takes place", yash.text())
        self.assertIn("One more (Yash Ünï, after the cutoff)", yash.text("ol"))

    def test_after_an_empty_cutoff_a_late_item_is_told_where_it_went(self):
        start = Start(FAR)
        links = self.running(
            start=start, when=f"{start.at:%A} {start.at:%H:%M} UTC", people="yash")
        browser = self.browser()
        browser.open(links["yash"])
        self.close_the_agenda("cancelled")
        # The form was opened before, and is sent after.
        browser.type("textarea", "Too late")
        browser.follow("button[value=add]")
        self.assertIn("was cancelled before your item came", browser.text("[role=status]"))
        self.assertIn("on the agenda of the next one", browser.text("[role=status]"))
        self.assertNotIn("Too late", browser.text("main").split("Agenda")[1].split("Details")[0])
        browser.follow("dd a[href^='2']")
        self.assertIn("Too late", browser.text("ol"))
        self.subject.logged("late-item to yash delivered")
        # Hosts take it back from their page, once everyone is told.
        browser.open(links["hana"])
        self.assertIn("Cancelled: nothing was on the agenda", browser.text())
        browser.type("#because", "Ben has a topic after all")
        browser.follow("button[value=reinstate]")
        self.assertIn("takes place again", browser.text("[role=status]"))
        self.subject.logged("reinstatement to yash delivered")

    def test_a_form_that_is_sent_twice_is_one_item(self):
        links = self.running()
        browser = self.browser()
        browser.open(links["yash"])
        browser.type("textarea", "Once")
        browser.follow("button[value=add]")
        browser.back()
        browser.type("textarea", "Once")
        browser.follow("button[value=add]")
        self.assertEqual(self.items, ["Once"])
        # As a double click does it: the same request twice.
        for _ in range(2):
            answer = self.post(links["yash"], do="add", text="Twice", key="k")
            self.assertEqual(answer.status, 303)
        self.assertEqual(self.items, ["Once", "Twice"])

    def test_an_item_is_edited_and_withdrawn_by_its_author_alone(self):
        links = self.running()
        browser = self.browser()
        browser.open(links["yash"])
        browser.type("textarea", "Fist")
        browser.follow("button[value=add]")
        browser.follow(".tools a")
        self.assertEqual(browser.value("textarea"), "Fist")
        browser.type("textarea", "First")
        browser.follow("button[value=edit]")
        self.assertIn("Your item is changed.", browser.text("[role=status]"))
        item = self.subject.ask("agenda", "list", "hours")[0]
        self.assertEqual(item["text"], "First")
        other = self.get(links["robin"]).body.decode()
        self.assertNotIn("Withdraw", other)
        for act in ({"do": "withdraw"}, {"do": "edit", "text": "mine"}):
            self.assertEqual(self.post(links["robin"], item=item["id"], **act).status, 409)
        self.assertEqual(self.items, ["First"])
        browser.follow("button[value=withdraw]")
        self.assertIn("off the agenda", browser.text("[role=status]"))
        self.assertEqual(self.items, [])

    def test_by_keyboard_alone(self):
        links = self.running()
        browser = self.browser()
        browser.open(links["yash"])
        browser.press(TAB)
        self.assertEqual(browser.focused, ("textbox", "Something to talk about"))
        browser.press(*"By keyboard", TAB, SPACE)
        self.assertEqual(browser.focused, ("checkbox", "Private"))
        browser.enter(TAB, ENTER)
        self.assertIn("Your item is on the agenda.", browser.text("[role=status]"))
        item = self.subject.ask("agenda", "list", "hours")[0]
        self.assertEqual((item["text"], item["isPrivate"]), ("By keyboard", True))
        seen = []
        while not seen or seen[-1] != ("button", "No"):
            browser.press(TAB)
            self.assertNotIn(browser.focused, seen, "the focus goes round before it is there")
            seen.append(browser.focused)
        self.assertIn(("link", "Edit: By keyboard"), seen)
        self.assertIn(("button", "Withdraw: By keyboard"), seen)
        browser.enter(ENTER)
        self.assertIn("you do not come", browser.text("[role=status]"))
        self.assertEqual(self.subject.ask("show", "hours")[0]["answers"], {"yash": "declined"})

    def test_for_eyes_and_screen_readers_at_every_width(self):
        """axe-core, which reads pages as WCAG 2.2 has it, finds nothing; no page scrolls sideways."""
        links = self.running()
        self.post(links["yash"], do="add", text="x" * 400, key="a")
        self.post(links["robin"], do="add", text="private", private="yes", key="a")
        for width, dark in ((320, False), (390, True), (1200, False), (1200, True)):
            browser = self.browser(width=width, dark=dark)
            for address in (
                links["yash"], links["hana"], links["yash"] + "?edit=" + self.item("x" * 400),
                links["yash"] + "x",
            ):
                with self.subTest(width=width, dark=dark, address=address):
                    browser.open(address)
                    self.assertLessEqual(browser.overflow, 0)
                    faults = axe(browser)
                    self.assertEqual(faults, [])

    def item(self, text):
        items = self.subject.ask("agenda", "list", "hours")
        return next(item["id"] for item in items if item["text"] == text)

    # What must not be

    def test_scanners_that_open_every_link_change_nothing(self):
        links = self.running()
        self.post(links["yash"], do="add", text="Mine", key="k")
        before = self.subject.ask("why", "hours")
        found = set()
        for mail in self.sink.mails.all:
            for part in mail.message.walk():
                if part.get_content_maintype() == "text":
                    found |= set(re.findall(
                        rf"http://127\.0\.0\.1:{self.port}(/[^\s\"<>]*)", part.get_content()))
        self.assertEqual(len(found), 6, "two of each of three")
        # And what they find on the pages.
        for path in list(found):
            base = path.rsplit("/", 1)[0]
            content = asked(self.port, "GET", path).body.decode()
            found |= {f"{base}/{href}" for href in re.findall(r'href="([^":#]+)', content)}
        for path in found:
            for method in ("GET", "HEAD", "GET"):
                for more in ("", "?do=add&text=x&key=y", "?do=declined", "?do=nothing"):
                    asked(self.port, method, path.split("?")[0] + more)
                asked(self.port, method, path)
            asked(self.port, "GET", path, b"do=declined")
        self.assertEqual(self.subject.ask("why", "hours"), before)
        self.assertEqual(self.items, ["Mine"])

    def test_links_that_open_nothing(self):
        links = self.running()
        token, day = urllib.parse.urlsplit(links["yash"]).path.split("/")[2:]
        nothing = self.get(f"http://x/a/{token}/1999-01-01")
        self.assertEqual(nothing.status, 404)
        self.assertIn(b"There is nothing here", nothing.body)
        for path in (f"/a/{token}", f"/a/{token}/", f"/a/{token}/x", f"/a/{token}/{day}/x", f"/u/{token}",
                     f"/a/{token}/{day}T1234", *(f"/a/{forged}/{day}" for forged in forgeries(token))):
            answer = asked(self.port, "GET", path)
            self.assertEqual((answer.status, answer.body), (404, nothing.body), path)
        self.assertEqual(self.get(links["yash"]).status, 200)
        # Revoked: the page and its forms are gone; a new link opens it.
        self.assertEqual(self.subject.run("link", "revoke", "yash").returncode, DONE)
        self.assertEqual(self.get(links["yash"]).body, nothing.body)
        self.assertEqual(self.post(links["yash"], do="add", text="x", key="k").status, 404)
        self.assertEqual(self.get(links["robin"]).status, 200)
        fresh = self.subject.run("link", "make", "hours", "--for", "yash").stdout.strip()
        self.assertEqual(self.get(fresh).status, 200)
        # Taken off the list.
        text = (self.subject.etc / "a.yaml").read_text()
        self.subject.write("a.yaml", text.replace("invite: [yash, robin]", "invite: robin"))
        self.subject.ask("reload")
        self.assertEqual(self.get(fresh).body, nothing.body)
        self.assertEqual(self.items, [])
        # All of it, and nothing else, survives a restart.
        self.assertEqual(self.subject.stop(), 0)
        self.subject.start()
        self.assertEqual(self.get(links["yash"]).status, 404)
        self.assertEqual(self.get(links["robin"]).status, 200)

    def test_what_cannot_be_taken_comes_back_with_what_was_typed(self):
        links = self.running()
        text = "A <b>long</b> story" + "." * 500
        for fields, status, word in (
            ({"text": text}, 422, "longer than 500 characters"),
            ({"text": " \u200b "}, 422, "Say in a few words"),
        ):
            answer = self.post(links["yash"], do="add", private="yes", key="k", **fields)
            self.assertEqual(answer.status, status)
            body = answer.body.decode()
            self.assertIn(word, body)
            self.assertIn('checked="checked"', body)
        self.assertIn("A &lt;b&gt;long", self.post(
            links["yash"], do="add", key="k", text=text).body.decode())
        # Too often: nothing is done, and nothing is lost.
        while (answer := self.post(links["yash"], do="accepted")).status == 303:
            pass
        answer = self.post(links["yash"], do="add", text="Kept", key="k")
        self.assertEqual(answer.status, 429)
        self.assertIn("retry-after", answer.headers)
        self.assertIn(">Kept</textarea>", answer.body.decode())
        self.assertEqual(self.items, [])

    def test_what_is_no_form_of_this_page_does_nothing(self):
        links = self.running()
        hostile = (
            ({"do": "add", "text": "x", "key": "k"}, "Sec-Fetch-Site: cross-site", 400),
            ({"do": "add", "text": "x", "key": "k"}, "Sec-Fetch-Site: same-site", 400),
            ({"do": "explode", "text": "x"}, "X: y", 400), ({}, "X: y", 400),
            ({"do": "reinstate", "because": "I say so"}, "X: y", 409),
        )
        for fields, header, status in hostile:
            self.assertEqual(self.post(links["yash"], header, **fields).status, status, fields)
        path = urllib.parse.urlsplit(links["robin"]).path
        for body, kind in ((b"do=add&text=%ff&key=k", FORM), (b"do=add&do=add&text=x", FORM),
                           (b'{"do":"add","text":"x"}', "Content-Type: application/json")):
            self.assertEqual(asked(self.port, "POST", path, body, [kind]).status, 400, body)
        self.assertEqual(self.items, [])


def axe(browser):
    """What axe-core finds on the page, each as `rule: element`."""
    browser.run(AXE_SCRIPT + "\nwindow.axe = axe;")
    found = browser.run_async("axe.run().then(arguments[0], e => arguments[0]({error: `${e}`}))")
    assert "violations" in found, found
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"]
            for node in fault["nodes"]]
