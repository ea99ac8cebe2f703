"""One click mutes reminders, and never what changes: RFC 8058 as mail providers do it."""

import re

from community import FAR, ProcessTest, Start
from web import ONE_CLICK, asked, forgeries, link, links, sent, served, started


def page(answer):
    return answer.body.decode()


class UnsubscribeTest(ProcessTest):
    seconds = 30

    def running(self, remind="no"):
        """Two invited, each with their mail; `remind` as the configuration has it."""
        self.sink = self.mail_sink().start()
        self.start = Start(FAR)
        self.subject = self.daemon({"a.yaml": served(f"""
            hours:
              title: Office Hours
              when: {self.start.sentence}
              invite: [yash, robin]
              opens: 3 days before
              remind: {remind}
            """, self.sink)})
        self.port = started(self.subject)
        self.subject.delivered(2)
        return {mail.to.split("@")[0]: link(mail) for mail in self.sink.mails.all}

    def muted(self, path):
        answer = asked(self.port, "GET", path)
        self.assertEqual(answer.status, 200)
        return "Send me reminders again" in page(answer)

    def test_looking_changes_nothing_however_often_and_by_whatever_method(self):
        self.running()
        before = len(self.subject.log.all)
        for mail in self.sink.mails.all:
            others = links(mail) - {link(mail)}
            self.assertEqual([path[:3] for path in others], ["/a/"], "the page, the same everywhere")
            for path in links(mail):
                for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"):
                    asked(self.port, method, path)
                for path in (path + "?List-Unsubscribe=One-Click", path + "?reminders=off"):
                    self.assertEqual(asked(self.port, "GET", path).status, 200)
                # A GET with the body of a click is a GET.
                self.assertEqual(asked(self.port, "GET", path, ONE_CLICK).status, 200)
                self.assertFalse(self.muted(link(mail)))
        self.assertEqual(
            [line for line in self.subject.log.all[before:] if "reminders" in line], [])

    def test_a_click_mutes_reminders_and_the_cancellation_still_comes(self):
        # A reminder in a few seconds: long enough for the click, and it has to come for the other.
        path = self.running(remind="no")["yash"]
        answer = sent(
            self.port,
            f"POST {path} HTTP/1.1\r\nHost: meet.example.org\r\nUser-Agent: Google-Unsubscribe\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 26\r\n"
            "Accept: */*\r\nConnection: close\r\n\r\n".encode() + ONE_CLICK)
        self.assertEqual(answer.status, 200)
        self.assertNotIn("set-cookie", answer.headers)
        self.assertIn("Done.", page(answer))
        self.assertTrue(self.muted(path))
        line = self.subject.logged("reminders off for yash, by link ")
        self.assertRegex(line, r"by link [0-9a-f]{8}\b")
        # The reminder is loaded now: it falls due within seconds, for both of them.
        soon = Start(FAR)
        soon.at = self.start.at
        text = (self.subject.etc / "a.yaml").read_text()
        self.subject.write(
            "a.yaml", text.replace("remind: no", f"remind: [{soon.before(4)}]"))
        self.subject.ask("reload")
        self.subject.logged("reminder to robin delivered")
        self.subject.ask("cancel", "hours", "--because", "The room is closed")
        self.subject.logged("cancellation to yash delivered")
        self.subject.logged("cancellation to robin delivered")
        self.assert_told_once(self.subject, self.sink, [
            ("hours", "invitation", "yash"), ("hours", "invitation", "robin"),
            ("hours", "reminder", "robin"),
            ("hours", "cancellation", "yash"), ("hours", "cancellation", "robin")])
        self.assert_good_mails(self.sink.mails.all)
        whole = "\n".join(self.subject.whole_log)
        self.assertNotIn(path.split("/")[-1], whole, "a link in the log is a link given away")

    def test_what_was_muted_is_taken_back_by_the_page_and_survives_a_restart(self):
        path = self.running()["robin"]
        first = asked(self.port, "GET", path)
        self.assertIn("Robin", page(first))
        # The form as a browser sends it: what the button says, to where the page is.
        form = re.search(r'<button name="(\w+)" value="(\w+)">', page(first))
        done = asked(self.port, "POST", path, f"{form[1]}={form[2]}".encode(), ["Origin: null"])
        self.assertEqual(done.status, 200)
        self.assertIn("Done.", page(done))
        self.assertEqual(self.subject.stop(), 0)
        self.port = started(self.subject)
        self.assertTrue(self.muted(path))
        back = re.search(r'<button name="(\w+)" value="(\w+)">', page(done))
        again = asked(self.port, "POST", path, f"{back[1]}={back[2]}".encode())
        self.assertEqual(again.status, 200)
        self.assertFalse(self.muted(path))
        # The same by hand shows on the page.
        self.subject.ask("reminders", "robin", "off")
        self.assertTrue(self.muted(path))

    def test_every_way_to_write_the_click(self):
        path = self.running()["yash"]
        boundary = "----=_x"
        multipart = (f'--{boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
                     f"One-Click\r\n--{boundary}--\r\n").encode()
        chunked = (f"POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                   "Content-Type: application/x-www-form-urlencoded\r\n\r\n").encode()
        ways = (
            lambda: asked(self.port, "POST", path, multipart,
                          [f'Content-Type: multipart/form-data; boundary="{boundary}"']),
            lambda: sent(self.port, chunked, b"4\r\nList\r\n", b"16\r\n-Unsubscribe=One-Click\r\n",
                         b"0\r\n\r\n"),
            lambda: asked(self.port, "POST", path, ONE_CLICK, ["Expect: 100-continue"]),
            lambda: sent(self.port, f"POST {path} HTTP/1.0\r\nContent-Length: 26\r\n".encode()
                         + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + ONE_CLICK,
                         end=True),
        )
        for number, way in enumerate(ways):
            with self.subTest(way=number):
                self.assertIn(way().status, (100, 200))
                self.assertTrue(self.muted(path))
                self.assertEqual(asked(self.port, "POST", path, b"reminders=on").status, 200)
                self.assertFalse(self.muted(path))

    def test_forged_links_are_all_one_answer(self):
        paths = self.running()
        path = paths["yash"]
        token = path.split("/")[-1]
        forged = [*forgeries(token), token + "=", "yash", "..x",
                  paths["robin"].split("/")[-1][:20] + token[20:]]
        answers = [asked(self.port, method, f"/u/{text}", body)
                   for text in forged for method, body in (("GET", None), ("POST", ONE_CLICK))]
        self.assertEqual({answer.status for answer in answers}, {404})
        self.assertEqual(len({answer.body for answer in answers}), 1)
        self.assertFalse(self.muted(path))
        self.assertFalse(self.muted(paths["robin"]))

    def test_whoever_left_the_community_has_no_page(self):
        path = self.running()["robin"]
        text = (self.subject.etc / "a.yaml").read_text()
        lines = [line for line in text.splitlines() if not line.startswith("  robin:")]
        self.subject.write("a.yaml", "\n".join(lines).replace("[yash, robin]", "yash"))
        self.subject.ask("reload")
        self.assertEqual(asked(self.port, "GET", path).status, 404)
