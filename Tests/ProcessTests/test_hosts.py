"""Who hosts: said by reply, by calendar, by command and by a program, and kept over a restart."""

from api import BOT, TOKENS, Program, with_tokens
from community import FAR, ProcessTest, Start
from daemon import NO
from replies import INBOX, MALFORMED, TAKEN, reply
from test_receive import calendar, receive
from web import asked, links, served, started


class HostsTest(ProcessTest):
    seconds = 40

    def asked(self):
        """A daemon with one meeting that nobody is on the rota for: it is open, and the pool was asked."""
        start, sink = Start(FAR), self.mail_sink().start()
        text = served(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              opens: 4 days before
              remind: no
              invite: yash
              hosts:
                of: [hana, otto, mei]
                rota: {{ {start.date[:7]}: TBD }}
                confirm: 2 hours before
                decide: 1 hour before
            """, sink, people=("hana", "yash", "otto", "mei"))
        line = next(line for line in text.split("\n") if line.startswith("mail:"))
        daemon = self.daemon({})
        text = text.replace(line, line[:-len(" }")] + INBOX)
        daemon.write("a.yaml", with_tokens(daemon, text, TOKENS))
        port = started(daemon)
        daemon.delivered(4)
        return daemon, sink, f"hours/{start.date}", port

    @staticmethod
    def mail(sink, person, words):
        """The latest to a person of which the subject has these words."""
        return [mail for mail in sink.mails.all
                if mail.to.startswith(f"{person}@") and words in str(mail.message["Subject"])][-1]

    @staticmethod
    def words(mail):
        return " ".join(mail.message.get_body(("plain",)).get_content().split())

    def hosts(self, daemon, meeting):
        shown = daemon.ask("show", meeting)[0]
        return shown["hosts"], shown["confirmed"], shown.get("asked", [])

    def test_whoever_says_yes_first_hosts_it_and_a_restart_forgets_nothing(self):
        daemon, sink, meeting, _ = self.asked()
        self.assert_good_mails(sink.mails.all)
        self.assertEqual(self.hosts(daemon, meeting), ([], [], ["hana", "mei", "otto"]))
        plea = self.mail(sink, "otto", "can you host?")
        self.assertIn('by mail: reply "yes" or "no"', self.words(plea))
        self.assertEqual(receive(daemon, reply(plea, "No, I am on a train")).returncode, TAKEN)
        self.assertEqual(
            receive(daemon, reply(self.mail(sink, "mei", "can you"), "Yes, happy to!")).returncode, TAKEN)
        daemon.settled()
        self.assertEqual(self.hosts(daemon, meeting), (["mei"], ["mei"], ["hana"]))
        invitation = self.mail(sink, "mei", "you host")
        self.assertIn("you have said that you come", self.words(invitation))
        daemon.kill()
        daemon.start()
        self.assertEqual(self.hosts(daemon, meeting), (["mei"], ["mei"], ["hana"]))
        # Of somebody who is not asked a word is neither an answer nor an item.
        stray = receive(daemon, reply(self.mail(sink, "yash", "you are invited"), "Nope, sorry"))
        self.assertEqual((stray.returncode, b"nothing is asked of you" in stray.stderr), (MALFORMED, True))
        self.assertEqual(daemon.ask("show", meeting)[0].get("agenda", []), [])
        # Who hosts it takes the yes back in their calendar: only who has not said no is asked again.
        self.assertEqual(receive(daemon, calendar(invitation, "DECLINED")).returncode, TAKEN)
        daemon.settled()
        calls = [row["to"] for row in daemon.outbox if row["kind"] == "host-call"]
        self.assertEqual(sorted(calls), ["hana", "hana", "mei", "otto"])

    def test_a_swap_by_command_and_by_a_program(self):
        daemon, sink, meeting, port = self.asked()
        refused = daemon.run("swap", meeting, "--with", "yash")
        self.assertEqual((refused.returncode, "yash is not one of those who host hours" in refused.stderr),
                         (NO, True))
        done = daemon.ask("swap", meeting, "--with", "hana")[0]
        self.assertEqual(done["message"], f"{meeting}: hana hosts it, nobody was in turn; 3 to be told")
        # Those who had been asked are free until the day to confirm.
        freed = [row["to"] for row in daemon.outbox if row["kind"] == "host-note"]
        self.assertEqual(sorted(freed), ["mei", "otto"])
        daemon.ask("answer", meeting, "yes", "--by", "hana")
        self.assertEqual(self.hosts(daemon, meeting)[:2], (["hana"], ["hana"]))
        bot = Program(port, BOT)
        bot.asked("POST", f"meetings/{meeting}/swap", {"with": "otto"})
        bot.asked("POST", f"meetings/{meeting}/answer", {"by": "otto", "answer": "yes"})
        bot.asked("POST", f"meetings/{meeting}/answer", {"by": "otto", "answer": "perhaps"}, status=422)
        bot.asked("POST", f"meetings/{meeting}/swap", {"with": "otto"}, status=409)
        daemon.settled()
        self.assertEqual(self.hosts(daemon, meeting)[:2], (["otto"], ["otto"]))
        # Who gave the date away may take it again: their page opens still.
        pages = [link for link in links(self.mail(sink, "hana", "you host")) if link.startswith("/a/")]
        self.assertEqual([asked(port, "GET", page).status for page in pages], [200])
        farewell = self.mail(sink, "hana", "Withdrawn")
        self.assertIn("Otto Ünï hosts this meeting instead", self.words(farewell))
        causes = [line["cause"] for line in daemon.ask("why", meeting) if "cause" in line]
        self.assertTrue(any("hosted by otto: in place of hana; by token" in cause for cause in causes), causes)
        self.assert_good_mails(sink.mails.all)
