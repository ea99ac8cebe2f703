"""What commands do, over HTTP: a meeting's life by a program, and who may do what."""

import concurrent.futures
import contextlib
import re
import subprocess

from api import BOT, DASHBOARD, MEETING, TOKENS, Program, ProgramTest, community, with_tokens
from community import FAR, Start
from daemon import CONFIGURATION, DONE, NO
from web import SITE, asked, board_port, started


class APITest(ProgramTest):

    # A meeting's life

    def test_a_meeting_is_brought_to_its_end_by_a_program(self):
        start = Start(FAR)
        # Long enough for the item, and it has to come.
        self.running(start=start, extra=f", cutoff: {start.before(15)}")
        item = self.bot.asked(
            "POST", f"{MEETING}/agenda", {"text": "pair review", "by": "yash"}, 201)
        self.assertEqual(item.json | {"received": ""}, {
            "id": item.json["id"], "occurrence": self.meeting, "text": "pair review", "by": "yash",
            "isPrivate": False, "received": ""})
        self.assertEqual(
            item.headers["location"],
            f"/api/v1/meetings/{self.meeting}/agenda/{item.json['id']}")
        own = f"meetings/{self.meeting}/agenda/{item.json['id']}"
        self.assertEqual(self.bot.get(own), item.json)
        changed = self.bot.asked("PATCH", own, {"text": "review in pairs", "isPrivate": True}).json
        self.assertEqual(changed, item.json | {"text": "review in pairs", "isPrivate": True})
        self.assertEqual(self.subject.ask("agenda", "list", "hours"), [changed])

        self.subject.logged("open → confirmed")
        self.assertEqual(self.bot.get(MEETING)["state"], "confirmed")
        done = self.bot.asked("POST", f"{MEETING}/cancel", {"because": "KubeCon"}).json
        self.assertEqual(done["occurrence"], self.meeting)
        self.assertIn("confirmed → cancelled; 2 to be told", done["message"])
        self.subject.delivered(4)
        again = self.bot.asked("POST", f"{MEETING}/cancel", {"because": "KubeCon"}, 409)
        self.assertIn("is cancelled", again.json["detail"])
        self.assertEqual(self.bot.get(f"meetings/{self.meeting}")["reason"], "KubeCon")
        self.bot.asked("POST", f"meetings/{self.meeting}/reinstate", {"because": "it is not"})
        self.subject.delivered(6)
        self.assertEqual(self.bot.get(MEETING)["state"], "confirmed")

        # What people read is what somebody said, and the journal says who asked.
        cancelled = [mail for mail in self.sink.mails.all if mail.method == "CANCEL"]
        self.assertEqual(len(cancelled), 2)
        for mail in self.sink.mails.all:
            self.assertNotIn(b"token", mail.content)
        self.assert_told_once(self.subject, self.sink, [
            ("hours", kind, person) for kind in ("invitation", "cancellation", "reinstatement")
            for person in ("hana", "yash")])
        self.assert_good_mails(self.sink.mails.all)
        history = self.bot.get(f"meetings/{self.meeting}/journal")
        self.assertEqual(
            [entry["cause"] for entry in history["journal"]], [
                "planned", "opened", "added: pair review (yash); by token bot",
                "edited: a private item by yash; by token bot", "cutoff: 1 on the agenda",
                "KubeCon; by token bot", "reinstated: it is not; by token bot"])
        self.assertEqual(len(history["notices"]), 6)
        self.assertNotIn("note", history)
        self.subject.logged("2 to be told, by token bot")
        self.assertNotIn(BOT, "\n".join(self.subject.whole_log))

    def test_a_program_sees_what_commands_show(self):
        self.running()
        self.bot.asked("POST", f"{MEETING}/agenda", {"text": "one", "by": "hana"}, 201)
        for path, command in (
            ("meetings?days=30", ("next", "--days", "30")), ("outbox", ("outbox", "list")),
            (f"{MEETING}/agenda", ("agenda", "list", "hours")), ("plan", ("plan",)),
            ("outbox?state=delivered&meeting=hours",
             ("outbox", "list", "--status", "delivered", "--occurrence", "hours")),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.bot.get(path), self.subject.ask(*command))
        self.assertEqual(self.bot.get(MEETING), self.subject.ask("show", "hours")[0])
        history = self.bot.get(f"{MEETING}/journal")
        self.assertEqual(
            history["journal"] + history["notices"], self.subject.ask("why", "hours"))
        status = self.bot.get("status")
        shown = self.subject.ask("status")[0]
        self.assertEqual(status | {"now": ""}, shown | {"now": ""})
        # A mail as it reads without links: they are the reader's.
        notice = self.bot.get("outbox")[0]["id"]
        mail = self.bot.get(f"outbox/{notice[:12]}")
        command = self.subject.ask("outbox", "show", notice)[0]
        self.assertEqual(mail["notice"], command["notice"])
        self.assertIn(SITE, command["text"])
        self.assertNotIn(SITE, mail["text"])
        self.assertIn("Subject: ", mail["text"])
        self.assertIn("You host this meeting.", mail["text"])

    def test_notices_are_dropped_and_tried_again(self):
        # Nobody takes mail yet.
        self.running(mail=False)
        self.subject.logged("invitation to hana deferred")
        waiting = {row["to"]: row["id"] for row in self.bot.get("outbox?state=pending")}
        self.assertEqual(set(waiting), {"hana", "yash"})
        self.bot.asked("POST", f"outbox/{waiting['yash']}/drop", {"because": "on leave"})
        dropped = self.bot.get(f"outbox/{waiting['yash']}")["notice"]
        self.assertEqual((dropped["state"], dropped["answer"]), ("superseded", "on leave"))
        self.bot.asked("POST", f"outbox/{waiting['yash']}/retry", None, 409)
        self.sink.start()
        self.bot.asked("POST", f"outbox/{waiting['hana']}/retry")
        self.subject.delivered(1)
        self.assertEqual([mail.to for mail in self.sink.mails.all], ["hana@example.org"])
        self.bot.asked("POST", "outbox/ffffffff/retry", {}, 404)
        self.subject.logged("is tried again, by token bot")

    def test_reminders_reload_and_plan(self):
        self.running()
        self.assertIn("no more", self.bot.asked(
            "PUT", "people/yash/reminders", {"state": "off"}).json["message"])
        self.subject.logged("yash gets no more reminders; changes and cancellations still come, by")
        self.bot.asked("PUT", "people/nobody/reminders", {"state": "off"}, 404)
        text = (self.subject.etc / "a.yaml").read_text()
        self.subject.write("a.yaml", text.replace("title: Office Hours", "title: Open Hours"))
        self.assertEqual([row["series"] for row in self.bot.get("plan")], ["hours"])
        self.assertEqual(
            self.bot.asked("POST", "reload").json["message"],
            f"loaded {self.subject.etc}: 1 series; 2 to be told")
        self.assertEqual(self.bot.get(MEETING)["title"], "Open Hours")
        journal = self.bot.get(f"{MEETING}/journal")["journal"]
        self.assertTrue(journal[-1]["cause"].endswith("; by token bot"), journal)
        self.subject.write("a.yaml", text.replace("hosts: hana", "hosts: hanna"))
        for method, path in (("POST", "reload"), ("GET", "plan")):
            problem = self.bot.asked(method, path, None, 409).json
            self.assertEqual([one["what"] for one in problem["problems"]],
                             ['`hosts`: nobody is called "hanna"'])
        self.assertEqual(self.bot.get(MEETING)["title"], "Open Hours")

    # Twice is once

    def test_an_item_that_is_sent_twice_is_one(self):
        self.running(tokens=TOKENS | {"kiosk": ("k" * 40, "change")})
        key = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324"
        body = {"text": "pair review", "by": "yash"}

        def add(program, body=body):
            answer = program.asked("POST", f"{MEETING}/agenda", body, 201, [key])
            return answer.headers["location"]

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            places = set(pool.map(add, [self.bot] * 8))
        self.assertEqual(len(places), 1)
        self.assertEqual(len(self.bot.get(f"{MEETING}/agenda")), 1)
        # A restart forgets nothing; other words, and another program, are another item.
        self.assertEqual(self.subject.stop(), DONE)
        self.port = started(self.subject)
        self.bot = Program(self.port, BOT)
        self.assertEqual({add(self.bot)}, places)
        others = {add(self.bot, body | {"text": "other"}), add(Program(self.port, "k" * 40))}
        self.assertEqual(len(others | places), 3)
        self.assertEqual(len(self.bot.get(f"{MEETING}/agenda")), 3)
        # Without a key, two are two.
        for _ in range(2):
            self.bot.asked("POST", f"{MEETING}/agenda", {"text": "again"}, 201)
        self.assertEqual(len(self.bot.get(f"{MEETING}/agenda")), 5)

    # Who may what

    def test_a_token_that_may_read_changes_nothing_and_sees_nothing_private(self):
        self.running()
        secret = self.bot.asked(
            "POST", f"{MEETING}/agenda", {"text": "my visa", "by": "yash", "isPrivate": True}, 201)
        self.bot.asked("POST", f"{MEETING}/agenda", {"text": "pair review"}, 201)
        document = self.dashboard.ask("GET", "openapi.json").json
        tried = 0
        for path, methods in document["paths"].items():
            for method in set(methods) - {"get"}:
                address = re.sub(r"\{(\w+)\}", lambda name: {
                    "series": "hours", "day": "next", "item": secret.json["id"], "person": "yash", "task": "plan",
                    "id": "0"}[name[1]], path)[1:]
                for body in (None, {}, {"because": "a", "text": "b", "state": "off"}):
                    answer = self.dashboard.asked(method.upper(), address, body, 403)
                    self.assertIn("insufficient_scope", answer.headers["www-authenticate"])
                    tried += 1
        self.assertGreater(tried, 30)

        shown = self.dashboard.get(MEETING)
        self.assertEqual(shown["items"], 2, "it counts")
        self.assertEqual([item["text"] for item in shown["agenda"]], ["pair review"])
        self.assertEqual(
            [item["text"] for item in self.dashboard.get(f"{MEETING}/agenda")], ["pair review"])
        self.dashboard.asked("GET", f"{MEETING}/agenda/{secret.json['id']}", None, 404)
        notice = self.dashboard.get("outbox")[0]["id"]
        self.assertEqual(set(self.dashboard.get(f"outbox/{notice}")), {"notice"})
        self.assertIn("Office Hours", self.bot.get(f"outbox/{notice}")["text"])
        seen = "".join(
            str(self.dashboard.get(path))
            for path in (MEETING, f"{MEETING}/agenda", f"{MEETING}/journal", "outbox", "meetings",
                         "status", "plan", f"outbox/{notice}"))
        self.assertNotIn("visa", seen)

    def test_every_bad_token_is_one_answer_and_twenty_are_enough(self):
        self.running()
        programs = [Program(self.port, token) for token in (
            None, "x", BOT[:-1], BOT + "0", BOT.swapcase(), "", DASHBOARD[::-1])]
        answers = [program.ask("GET", "v1/" + path) for path in ("status", "nothing/here")
                   for program in programs]
        answers.append(asked(self.port, "GET", "/api/v1/status", headers=[f"Authorization: Basic {BOT}"]))
        answers.append(programs[0].ask("POST", f"v1/{MEETING}/cancel", {"because": "a"}))
        self.assertEqual({answer.status for answer in answers}, {401})
        self.assertEqual(len({str(answer.stable) for answer in answers}), 1)
        self.assertEqual(answers[0].headers["www-authenticate"], 'Bearer realm="convened"')
        self.assertEqual(answers[0].headers["content-type"], "application/problem+json")
        for _ in range(20 - len(answers)):
            self.assertEqual(programs[1].ask("GET", "v1/status").status, 401)
        late = programs[1].ask("GET", "v1/status")
        self.assertEqual((late.status, late.headers["retry-after"]), (429, "60"))
        self.assertEqual(self.bot.ask("GET", "v1/status").status, 200, "a good one goes on")
        elsewhere = programs[1].ask("GET", "v1/status", None, "X-Forwarded-For: 192.0.2.7")
        self.assertEqual(elsewhere.status, 401)

    def test_without_tokens_there_is_no_api(self):
        self.running(tokens=None)
        for path in ("openapi.json", "v1/status", "v1/nothing"):
            self.assertEqual(self.bot.ask("GET", path).status, 404)
        # From here on there is one.
        text = (self.subject.etc / "a.yaml").read_text()
        self.subject.write("a.yaml", with_tokens(self.subject, text, TOKENS))
        self.subject.ask("reload")
        self.assertEqual(self.bot.ask("GET", "v1/status").status, 200)

    def test_a_new_token_is_good_at_once_and_a_bad_one_changes_nothing(self):
        self.running()
        secret = self.subject.folder / "bot.token"
        secret.write_text("too short\n")
        refused = self.subject.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION)
        self.assertIn("api: tokens: bot: secret: error: it has 9 characters", refused.stderr)
        self.assertNotIn("too short", refused.stderr + "\n".join(self.subject.whole_log))
        self.assertEqual(self.subject.run("plan").returncode, CONFIGURATION)
        self.assertEqual(self.bot.ask("GET", "v1/status").json["healthy"], False)
        self.assertIn("9 characters", self.bot.asked("POST", "reload", None, 409).json["detail"])
        secret.write_text("n" * 40 + "\n")
        self.bot.asked("POST", "reload")
        self.assertEqual(self.bot.ask("GET", "v1/status").status, 401, "the old one is dead")
        self.assertEqual(Program(self.port, "n" * 40).ask("GET", "v1/status").status, 200)
        self.assertEqual(self.subject.stop(), DONE)
        secret.chmod(0o640)
        self.assertEqual(self.subject.launch().ended(), CONFIGURATION)
        self.assertIn("chmod 600", "\n".join(self.subject.log.all))

    def test_the_inner_side_wants_a_token_as_well(self):
        """A page in the coordinator's browser could ask it, were there none."""
        self.sink = self.mail_sink().start()
        self.start = Start(FAR)
        self.subject = self.daemon({})
        text = community(self.start, self.sink) + 'board: { listen: "127.0.0.1:8081" }\n'
        self.subject.write("a.yaml", with_tokens(self.subject, text, TOKENS))
        self.subject.start(arguments=["--listen", "127.0.0.1:0", "--board", "127.0.0.1:0"])
        port = board_port(self.subject)
        anybody, bot = Program(port, None, "localhost"), Program(port, BOT, "localhost")
        self.assertEqual(anybody.ask("GET", "v1/status").status, 401)
        self.assertEqual(bot.ask("GET", "v1/status").status, 200)
        added = bot.asked("POST", f"{MEETING}/agenda", {"text": "a"}, 201)
        self.assertTrue(added.headers["location"].startswith("/api/v1/meetings/hours/"))
        # Counted by the token alone.
        self.assertEqual({anybody.ask("GET", "openapi.json").status for _ in range(70)}, {200})

    # What is answered

    def test_the_document_is_kept_by_its_tag(self):
        self.running()
        anybody = Program(self.port)
        whole = anybody.ask("GET", "openapi.json")
        self.assertEqual((whole.status, whole.json["openapi"]), (200, "3.1.0"))
        tag = whole.headers["etag"]
        for known in (tag, f'"x", W/{tag}', "*"):
            same = anybody.ask("GET", "openapi.json", None, f"If-None-Match: {known}")
            self.assertEqual((same.status, same.body, same.headers["etag"]), (304, b"", tag))
        self.assertEqual(
            anybody.ask("GET", "openapi.json", None, 'If-None-Match: "x"').body, whole.body)
        head = anybody.ask("HEAD", "openapi.json")
        self.assertEqual((head.body, head.headers["content-length"]), (b"", str(len(whole.body))))
        post = anybody.ask("POST", "openapi.json", {})
        self.assertEqual((post.status, post.headers["allow"]), (405, "GET, HEAD"))

    def test_refusals_say_what_is_wrong(self):
        self.running()
        for status, method, path, body, detail in (
            (404, "GET", "nothing", None, "/api/openapi.json lists what there is"),
            (404, "GET", "meetings/nothing/next", None, "there is no meeting nothing"),
            (404, "POST", "meetings/hours/2020-01-01/cancel", {"because": "a"}, "no meeting"),
            (404, "DELETE", f"{MEETING}/agenda/0", None, "no item 0"),
            (404, "PATCH", f"{MEETING}/agenda/0", {"text": "a"}, "no item 0"),
            (404, "GET", "outbox?meeting=nothing", None, "no meeting nothing"),
            (405, "DELETE", "status", None, "means nothing here"),
            (409, "POST", f"{MEETING}/agenda", {"text": "a", "by": "nobody"}, "is nobody"),
            (409, "POST", f"{MEETING}/agenda", {"text": "\u200b"}, "an item needs a text"),
            (409, "POST", f"{MEETING}/agenda/carry", {}, "is still ahead"),
            (409, "POST", f"{MEETING}/reinstate", {"because": "a"}, "is open already"),
            (409, "POST", f"{MEETING}/move", {"to": "2027-02-30T10:00", "because": "a"}, "no local time"),
            (422, "POST", f"{MEETING}/move", {"to": "tomorrow", "because": "a"}, "2026-12-04T15:00"),
            (422, "POST", f"{MEETING}/cancel", {"becuase": "a"}, "write `because`"),
            (400, "POST", f"{MEETING}/cancel", b"because=a", "no JSON"),
            (400, "GET", "outbox?state=sendin", None, "write `sending`"),
        ):
            with self.subTest(path=path, body=body):
                answer = self.bot.ask(method, "v1/" + path, body)
                self.assertEqual(answer.status, status, answer.body)
                self.assertEqual(answer.headers["content-type"], "application/problem+json")
                self.assertEqual((answer.json["type"], answer.json["status"]), ("about:blank", status))
                self.assertIn(detail, answer.json["detail"])
        form = self.bot.ask("POST", f"v1/{MEETING}/cancel", b'{"because":"a"}', kind="text/plain")
        self.assertEqual(form.status, 415)
        self.assertNotIn("access-control-allow-origin", form.headers)
        self.assertEqual(self.bot.ask("HEAD", "v1/status").body, b"")
        self.assertEqual(self.bot.get(MEETING)["state"], "open", "nothing of it did anything")

    def test_on_a_full_disk_nothing_is_promised(self):
        def mount(daemon):
            daemon.state.mkdir(mode=0o700)
            mounted = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", daemon.state],
                capture_output=True)
            if mounted.returncode:
                self.skipTest("only root can make a disk that fills up")
            self.addCleanup(subprocess.run, ["umount", "--lazy", daemon.state], check=True)

        self.running(before=mount)
        ballast = self.subject.state / "ballast"
        with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        refused = self.bot.asked("POST", f"{MEETING}/agenda", {"text": "x" * 400}, 503)
        self.assertEqual(refused.headers["retry-after"], "5")
        self.assertIn("no space is left", refused.json["detail"])
        self.assertEqual(self.bot.get("status")["healthy"], False)
        self.assertEqual(self.subject.run("status").returncode, NO)
        ballast.unlink()
        self.subject.logged("the state directory answers again")
        self.bot.asked("POST", f"{MEETING}/agenda", {"text": "now"}, 201)
        self.assertEqual([item["text"] for item in self.bot.get(f"{MEETING}/agenda")], ["now"])
