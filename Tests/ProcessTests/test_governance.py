"""Standing groups and votes: asked for by mail; said by link, reply, command and program; told; a calendar."""

import datetime
import urllib.parse

from api import BOT, DASHBOARD, TOKENS, Program, with_tokens
from community import ProcessTest, configuration, now
from daemon import DONE, NO
from replies import INBOX, MALFORMED, TAKEN, reply
from test_page import FORM
from test_receive import receive
from test_subscriptions import summaries
from test_tasks import page_link
from web import SITE, asked, site_port


def governance(closes, rule="consensus"):
    """The YAML text of a group with a meeting each day, and of two votes that are open."""
    return f"""
groups:
  engine: {{ kind: sig, title: The <b>Engine</b> SIG, label: sig-engine, contacts: hana, members: yash }}
votes:
  logo: {{ title: A new <b>logo</b>, by: engine, closes: "{closes:%Y-%m-%d %H:%M} UTC", passes: {rule} }}
web: {{ url: "{SITE}" }}
"""


MEETINGS = """engine: { title: Engine, group: engine, when: daily 12:00 UTC, remind: no, notify: mail, links: { Notes: https://example.org/notes } }
inside: { title: Inside, group: engine, when: daily 13:00 UTC, public: no, remind: no }"""


class GovernanceTest(ProcessTest):
    seconds = 20

    def running(self, tokens=None):
        self.sink = self.mail_sink().start()
        text = configuration(MEETINGS, self.sink)
        line = next(line for line in text.split("\n") if line.startswith("mail:"))
        text = text.replace(line, line[:-len(" }")] + INBOX)
        text += governance(now() + datetime.timedelta(days=3))
        self.subject = self.daemon({})
        if tokens:
            text = with_tokens(self.subject, text, tokens)
        self.subject.write("a.yaml", text)
        self.subject.start(arguments=["--listen", "127.0.0.1:0"])
        self.port = site_port(self.subject)
        return {who: self.mail_to(who, "[Vote by") for who in ("hana", "yash")}

    def mail_to(self, reader, subject):
        return self.sink.mails.first(
            lambda mail: mail.to == f"{reader}@example.org" and subject in mail.message["Subject"],
            f"{subject!r} to {reader}")

    def post(self, path, **fields):
        return asked(self.port, "POST", path, urllib.parse.urlencode(fields).encode(), [FORM])

    @property
    def vote(self):
        [row] = [row for row in self.subject.ask("task", "list", "--all") if row["task"] == "votes/logo"]
        return row["vote"]

    def test_by_link_reply_and_command_the_last_word_counts(self):
        mails = self.running()
        self.assert_good_mails(self.sink.mails.all)
        path = urllib.parse.urlsplit(page_link(mails["yash"])).path
        page = asked(self.port, "GET", path).body.decode()
        self.assertIn("A new &lt;b&gt;logo&lt;/b&gt;", page)
        for choice in ("yes", "no", "abstain"):
            self.assertIn(f'value="{choice}"', page)
        # A no to what takes consensus says why.
        refused = self.post(path, do="no", task="votes/logo", because=" ")
        self.assertEqual(refused.status, 409)
        self.assertIn("without a reason", refused.body.decode())
        for act in ("done", "undone", "declined"):
            self.assertEqual(self.post(path, do=act, task="votes/logo").status, 409, act)
        voted = self.post(path, do="no", task="votes/logo", because="The <i>old</i> one is fine")
        self.assertEqual((voted.status, voted.headers["location"]), (303, "?noted=no&task=votes/logo"))
        after = asked(self.port, "GET", path + voted.headers["location"]).body.decode()
        self.assertIn("Noted: no to", after)
        self.assertIn("You have said no.", after)
        self.assertEqual((self.vote["no"], self.vote["silent"]), (1, ["hana"]))
        # By mail, the other way; what says nothing of the kind is given back.
        unclear = receive(self.subject, reply(mails["yash"], "no idea yet"))
        self.assertEqual(unclear.returncode, MALFORMED)
        self.assertIn(b'reply with "yes", "no" or "abstain"', unclear.stderr)
        self.assertEqual(receive(self.subject, reply(mails["yash"], "done")).returncode, MALFORMED)
        for _ in range(2):
            taken = receive(self.subject, reply(mails["yash"], "yes: it grows on me"))
            self.assertEqual((taken.returncode, taken.stderr), (TAKEN, b""))
        self.assertEqual((self.vote["yes"], self.vote["no"]), (1, 0))
        # Killed, nothing is forgotten.
        self.subject.kill()
        self.subject.start(arguments=["--listen", "127.0.0.1:0"])
        self.assertEqual((self.vote["yes"], self.vote["silent"]), (1, ["hana"]))
        self.assertEqual(
            self.subject.run("vote", "logo", "yes", "--by", "hana").stdout.strip(),
            "votes/logo: yes by hana")
        for arguments, words in (
            (("logo", "yes", "--by", "otto"), 'there is nobody called "otto"'),
            (("logo", "yes", "--by", "robin"), "robin has no vote on votes/logo"),
            (("lunch", "yes", "--by", "hana"), "there is no vote lunch"),
        ):
            refused = self.subject.run("vote", *arguments)
            self.assertEqual((refused.returncode, words in refused.stderr), (NO, True), arguments)
        causes = [row["cause"] for row in self.subject.ask("why", "votes/logo") if "cause" in row]
        self.assertIn("yash says yes: it grows on me", causes)
        # Called off, everybody who was asked hears of it.
        self.assertEqual(self.subject.run("task", "drop", "votes/logo").returncode, DONE)
        for reader in ("hana", "yash"):
            self.mail_to(reader, "[Withdrawn]")
        self.assertEqual(self.vote["outcome"], "withdrawn")
        self.assert_good_mails(self.sink.mails.all)

    def test_a_program_votes_and_sees_how_it_stands(self):
        self.running(tokens=TOKENS)
        port = site_port(self.subject)
        bot, dashboard = Program(port, BOT), Program(port, DASHBOARD)
        bot.asked("POST", "tasks/votes/logo/vote", {"choice": "yes", "by": "hana"})
        row = dashboard.get("tasks/votes/logo")
        self.assertEqual(
            row["vote"],
            {"passes": "consensus", "yes": 1, "no": 0, "abstain": 0, "silent": ["yash"]})
        for status, body in (
            (403, None), (422, {"choice": "maybe", "by": "hana"}), (422, {"choice": "yes"}),
            (409, {"choice": "no", "by": "hana"}), (404, {"choice": "yes", "by": "otto"}), (409, {"choice": "yes", "by": "robin"}),
        ):
            with self.subTest(body=body):
                program = dashboard if status == 403 else bot
                program.asked(
                    "POST", "tasks/votes/logo/vote", body or {"choice": "yes", "by": "hana"}, status)
        bot.asked("POST", "tasks/votes/logo/done", {}, 409)

    def test_the_calendar_of_a_group_needs_no_login(self):
        self.running()
        address = self.subject.run("feed", "--group", "engine", "--public", "--address").stdout.strip()
        self.assertEqual(address, f"{SITE}/calendar/group/engine.ics")
        answer = asked(self.port, "GET", "/calendar/group/engine.ics")
        self.assertEqual(answer.status, 200)
        self.assertIn("public", answer.headers["cache-control"])
        # What is not public of it is not in it.
        self.assertEqual(set(summaries(answer.body)), {"Engine"})
        self.assertIn(b"Notes: https://example.org/notes", answer.body.replace(b"\r\n ", b""))
        for path in ("/calendar/group/engin.ics", "/calendar/group/engine", "/calendar/group/.ics",
                     "/calendar/groups/engine.ics", "/calendar/group/yash.ics"):
            self.assertEqual(asked(self.port, "GET", path).status, 404, path)
