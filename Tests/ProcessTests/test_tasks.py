"""What people owe by a date: asked for by mail; said to be done by link, reply, command and program."""

import datetime
import re
import urllib.parse

from api import BOT, DASHBOARD, TOKENS, Program, with_tokens
from browser import ENTER, TAB, Browser
from community import ProcessTest, Start, configuration, now
from daemon import DONE, NO
from peers import reserved_port
from replies import INBOX, MALFORMED, NOT_PERMITTED, TAKEN, reply
from test_page import FORM, axe
from test_receive import receive
from web import SITE, asked, forgeries, site_port

FAR = 10 * 86_400
PLAN, HELLO, TALK = "summer.yash/plan", "summer.yash/hello", "summer.yash/talk"


def tasks(site):
    """The YAML text of a mentorship that began yesterday: one task is due in three days, one whenever it
    suits, and one comes. Nobody meets soon."""
    today = now().date()
    days = [today + datetime.timedelta(days=days) for days in (-1, 3, 5, 40, 60)]
    meetings = f"hours: {{ title: Hours, when: {Start(FAR).sentence}, hosts: hana, remind: no }}"
    return meetings, f"""
programs:
  summer:
    term: {days[0]} .. {days[4]}
    mentors: hana
    coordinators: robin
    one-on-one: {{ remind: no }}
    retrospective: no
    tasks:
      plan:
        do: Write down <b>what</b> you want to learn
        who: mentees
        due: {days[1]} 18:00 UTC
        at the latest: {days[2]} 18:00 UTC
        link: https://example.org/plans
      hello: {{ do: Say hello in the channel, who: mentees }}
      talk: {{ do: Give a talk, who: [mentees, mentors], due: {days[3]} 18:00 UTC, after: plan }}
    mentorships:
      yash: {{ mentee: yash, when: "{days[2]:%A} 12:00 UTC" }}
web: {site}
"""


def page_link(mail, site=SITE):
    """The address of the reader's page, from the text that a person reads."""
    text = mail.message.get_body(("plain",)).get_content()
    found = set(re.findall(rf"{re.escape(site)}/t/[A-Za-z0-9_-]+", text))
    assert len(found) == 1, text
    return found.pop()


class TasksTest(ProcessTest):
    seconds = 20

    def running(self, site=f'{{ url: "{SITE}" }}', tokens=None, listen="127.0.0.1:0"):
        """Yash's mail about two tasks."""
        self.sink = self.mail_sink().start()
        meetings, more = tasks(site)
        text = configuration(meetings, self.sink)
        line = next(line for line in text.split("\n") if line.startswith("mail:"))
        text = text.replace(line, line[:-len(" }")] + INBOX) + more
        self.subject = self.daemon({})
        if tokens:
            text = with_tokens(self.subject, text, tokens)
        self.subject.write("a.yaml", text)
        self.arguments = ["--listen", listen] if listen else []
        self.start()
        self.subject.logged("task to yash delivered")
        [mail] = [mail for mail in self.sink.mails.all if mail.to == "yash@example.org"]
        return mail

    def start(self):
        self.subject.start(arguments=self.arguments)
        if self.arguments:
            self.port = site_port(self.subject)

    def path(self, mail):
        return urllib.parse.urlsplit(page_link(mail)).path

    def post(self, path, *headers, **fields):
        return asked(
            self.port, "POST", path, urllib.parse.urlencode(fields).encode(), [FORM, *headers])

    @property
    def states(self):
        return {row["task"].split("/")[1]: (row["state"], row.get("by"))
                for row in self.subject.ask("task", "list", "--all")}

    # By link

    def test_the_link_of_a_mail_says_what_is_done_and_what_is_not_after_all(self):
        mail = self.running()
        self.assert_good_mails(self.sink.mails.all)
        self.assertIn("2 things, the first by", mail.message.get_body().get_content())
        path = self.path(mail)
        page = asked(self.port, "GET", path)
        self.assertEqual(page.status, 200)
        body = page.body.decode()
        self.assertIn("Write down &lt;b&gt;what&lt;/b&gt; you want to learn", body)
        self.assertIn(
            "23:30 your time (<bdi>Asia/Kolkata</bdi>) = 18:00 UTC",
            body.replace("&nbsp;", " ").replace("\u00a0", " "))
        self.assertIn('href="https://example.org/plans"', body)
        self.assertIn("First comes: <bdi>Write down", body)
        self.assertEqual(body.count('value="done"'), 3)
        # As the form has it; and once more, as a double click does.
        for _ in range(2):
            done = self.post(path, **{"do": "done", "task": PLAN})
            self.assertEqual((done.status, done.headers["location"]), (
                303, f"?noted=done&task={PLAN}"))
        self.assertEqual(self.states["plan"], ("done", "yash"))
        after = asked(self.port, "GET", path + done.headers["location"]).body.decode()
        self.assertIn("is done. Thank you.", after)
        self.assertIn("Not done after all", after)
        self.assertIn("Done on ", after)
        # A restart, and a kill, lose nothing.
        for end in (self.subject.stop, self.subject.kill):
            end()
            self.start()
            self.assertEqual(self.states, {
                "plan": ("done", "yash"), "hello": ("open", None), "talk": ("planned", None)})
        back = self.post(path, **{"do": "undone", "task": PLAN})
        self.assertEqual(back.status, 303)
        self.assertIn("is still to do.", asked(
            self.port, "GET", path + back.headers["location"]).body.decode())
        self.assertEqual(self.states["plan"], ("open", None))
        causes = [row["cause"] for row in self.subject.ask("why", PLAN) if "cause" in row]
        self.assertEqual(causes, ["planned", "opened", "by Yash Ünï", "owed after all", "opened"])
        self.assertNotIn(path.split("/")[-1], "\n".join(self.subject.whole_log))
        self.assertEqual(self.states["hello"], ("open", None), "nothing else was touched")

    def test_looking_changes_nothing_and_neither_does_what_is_no_form_of_the_page(self):
        path = self.path(self.running())
        before = self.subject.ask("why", PLAN)
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
            for more in ("", f"?do=done&task={PLAN}", f"?noted=done&task={PLAN}"):
                answer = asked(self.port, method, path + more)
                self.assertNotIn(b"Noted", answer.body)
        asked(self.port, "GET", path, f"do=done&task={PLAN}".encode())
        for status, fields, header in (
            (400, {"do": "done", "task": PLAN}, "Sec-Fetch-Site: cross-site"),
            (400, {"do": "done", "task": PLAN}, "Sec-Fetch-Site: same-site"),
            (400, {"do": "drop", "task": PLAN}, "X: y"), (400, {"do": "done"}, "X: y"),
            (400, {}, "X: y"), (409, {"do": "done", "task": "plan"}, "X: y"),
            (409, {"do": "done", "task": "summer.robin/plan"}, "X: y"),
            (409, {"do": "done", "task": "<script>"}, "X: y"),
        ):
            answer = self.post(path, header, **fields)
            self.assertEqual(answer.status, status, fields)
            self.assertNotIn(b"<script", answer.body)
        self.assertEqual(self.subject.ask("why", PLAN), before)
        # What a coordinator took off the list is not taken back from here.
        self.subject.ask("task", "drop", HELLO)
        for act in ("done", "undone"):
            answer = self.post(path, **{"do": act, "task": HELLO})
            self.assertEqual(answer.status, 409)
            self.assertIn(b"not on your list any more", answer.body)
        self.assertEqual(self.states["hello"], ("dropped", None))
        # Too often: nothing is done, and the page says so.
        while (answer := self.post(path, **{"do": "undone", "task": PLAN})).status == 303:
            pass
        self.assertEqual((answer.status, answer.headers["retry-after"]), (429, "60"))
        self.assertIn(b"Too many changes at once", answer.body)

    def test_links_that_open_nothing(self):
        mail = self.running()
        path = self.path(mail)
        token = path.split("/")[-1]
        forged = [*forgeries(token), token + "=", "yash", ".x"]
        answers = [asked(self.port, method, f"/t/{text}", body)
                   for text in forged for method, body in (
                       ("GET", None), ("POST", f"do=done&task={PLAN}".encode()))]
        nothing = asked(self.port, "GET", f"/u/{token}")
        self.assertEqual({(answer.status, answer.body) for answer in [*answers, nothing]},
                         {(404, nothing.body)})
        self.assertEqual(self.subject.run("link", "revoke", "yash").returncode, DONE)
        self.assertEqual(asked(self.port, "GET", path).body, nothing.body)
        self.assertEqual(self.post(path, **{"do": "done", "task": PLAN}).status, 404)
        self.assertEqual(self.states["plan"], ("open", None))

    def test_in_a_browser_by_hand_and_by_keyboard_at_every_width(self):
        reserved = reserved_port()
        self.addCleanup(reserved.close)
        place = f"127.0.0.1:{reserved.getsockname()[1]}"
        site = f"http://{place}"
        mail = self.running(site=f'{{ url: "{site}", listen: "{place}" }}', listen=None)
        link = page_link(mail, site)
        # Without script: it is off in this window.
        browser = Browser(scripts=False)
        self.addCleanup(browser.close)
        browser.open(link)
        self.assertEqual(browser.title, "Your tasks, Process Tests")
        browser.follow("#yours + ul li:first-child button")
        self.assertIn('what</b> you want to learn" is done. Thank you.', browser.text("[role=status]"))
        self.assertEqual(self.states["plan"], ("done", "yash"))
        # Its way back is the last thing that the keyboard comes to.
        seen = []
        while not seen or not seen[-1][1].startswith("Not done after all: Write down"):
            browser.press(TAB)
            self.assertNotIn(browser.focused, seen, "the focus goes round before it is there")
            seen.append(browser.focused)
        self.assertIn(("button", "Done: Say hello in the channel"), seen)
        browser.enter(ENTER)
        self.assertIn("is still to do.", browser.text("[role=status]"))
        self.assertEqual(self.states["plan"], ("open", None))
        # A page that is loaded again sends nothing again.
        browser.follow("#yours + ul li:last-child button")
        browser.reload()
        self.assertEqual(self.states["hello"], ("done", "yash"))
        for width, dark in ((320, False), (390, True), (1200, False)):
            with self.subTest(width=width, dark=dark):
                eyes = Browser(width=width, dark=dark)
                self.addCleanup(eyes.close)
                eyes.open(link)
                self.assertLessEqual(eyes.overflow, 0)
                self.assertEqual(axe(eyes), [])

    # By mail

    def test_a_reply_says_what_is_done(self):
        mail = self.running()
        unclear = receive(self.subject, reply(mail, "done"))
        self.assertEqual(unclear.returncode, MALFORMED)
        self.assertIn(b'reply with "done" and the numbers of the latest mail, such as "done 1"', unclear.stderr)
        for words in ("done 3", "not done yet 1", "What is a plan?"):
            self.assertEqual(receive(self.subject, reply(mail, words)).returncode, MALFORMED, words)
        self.assertEqual({state for state, _ in self.states.values()}, {"open", "planned"})
        for _ in range(2):
            done = receive(self.subject, reply(mail, "done 1 2"))
            self.assertEqual((done.returncode, done.stderr), (TAKEN, b""))
        self.assertEqual(
            (self.states["plan"], self.states["hello"]), (("done", "yash"), ("done", "yash")))
        # By a forged token nobody says anything.
        token = str(mail.message["Reply-To"])
        forged = token[:-14] + ("b" if token[-14] != "b" else "c") + token[-13:]
        self.assertEqual(receive(self.subject, reply(mail, "done 1").replace(
            token.encode(), forged.encode())).returncode, NOT_PERMITTED)

    # By command

    def test_commands_say_the_same(self):
        self.running()
        [row] = [row for row in self.subject.ask("task", "list", "summer.yash")
                 if row["task"] == PLAN]
        self.assertEqual((row["state"], row["owners"], row["after"], row["optional"]),
                         ("open", ["yash"], [], False))
        self.assertEqual(self.subject.run("task", "done", "plan", "--by", "yash").returncode, DONE)
        self.assertEqual(self.subject.run("task", "drop", HELLO).returncode, DONE)
        self.assertEqual([row["task"] for row in self.subject.ask("task", "list")], [TALK])
        self.assertEqual(self.subject.stop(), DONE)
        # Without the daemon the list is the same.
        self.assertEqual(self.states["plan"], ("done", "yash"))
        self.start()
        self.assertEqual(self.states["hello"], ("dropped", None))
        again = self.subject.run("task", "done", PLAN)
        self.assertEqual((again.returncode, "is done already" in again.stdout), (DONE, True))
        self.assertEqual(self.subject.run("task", "reopen", PLAN).returncode, DONE)
        self.assertEqual(self.states["plan"], ("open", None))
        unknown = self.subject.run("task", "done", "summer.yash/nothing")
        self.assertEqual(unknown.returncode, NO)
        self.assertEqual(unknown.stderr.strip(), "there is no task summer.yash/nothing. "
                         "`convened task list` shows them")

    # By a program

    def test_a_program_sees_and_says_the_same(self):
        self.running(tokens=TOKENS)
        bot, dashboard = Program(self.port, BOT), Program(self.port, DASHBOARD)
        listed = dashboard.get("tasks")
        self.assertEqual(listed, self.subject.ask("task", "list"))
        self.assertEqual({row["task"] for row in listed}, {PLAN, HELLO, TALK})
        self.assertEqual(dashboard.get("tasks?series=summer.yash"), listed)
        dashboard.asked("POST", f"tasks/{PLAN}/done", {}, 403)
        done = bot.asked("POST", f"tasks/{PLAN}/done", {"by": "yash"}).json
        self.assertEqual(done["message"], f"{PLAN}: open → done")
        bot.asked("POST", f"tasks/{HELLO}/drop")
        self.assertEqual(self.states["hello"], ("dropped", None))
        self.assertEqual(len(bot.get("tasks")), 1)
        self.assertEqual(len(bot.get("tasks?state=all")), 3)
        self.assertEqual(bot.get(f"tasks/{PLAN}")["by"], "yash")
        history = bot.get(f"tasks/{PLAN}/journal")
        self.assertEqual(history["journal"][-1]["to"], "done")
        self.assertEqual(history["journal"][-1]["cause"], "by Yash Ünï; by token bot")
        bot.asked("POST", f"tasks/{PLAN}/reopen", {})
        self.assertEqual(self.states["plan"], ("open", None))
        for status, method, path, body, detail in (
            (404, "GET", "tasks/summer.yash/nothing", None, "there is no task summer.yash/nothing"),
            (404, "POST", "tasks/summer.yash/nothing/done", {}, "GET …/tasks lists them"),
            (404, "GET", "tasks?series=summer.yahs", None, "did you mean summer.yash?"),
            (404, "GET", f"meetings/{PLAN}", None, "there is no meeting summer.yash/plan"),
            (404, "GET", f"meetings/{PLAN}/journal", None, "there is no meeting summer.yash/plan"),
            (409, "POST", f"tasks/{PLAN}/done", {"by": "otto"}, "none of otto's tasks"),
            (400, "GET", "tasks?state=done", None, "`state`"),
            (422, "POST", f"tasks/{PLAN}/drop", {"by": "yash"}, "unknown member `by`"),
        ):
            with self.subTest(path=path):
                self.assertIn(detail, bot.asked(method, path, body, status).json["detail"])
        # A message is about the first task that it lists.
        self.assertEqual(
            {(row["occurrence"], row["kind"]) for row in bot.get(f"outbox?meeting={PLAN}")}, {(PLAN, "task")})
