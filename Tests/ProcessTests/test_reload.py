"""Loading a configuration anew: all of it or nothing, and each change told once."""

import datetime
import signal
import textwrap

from community import FAR, ProcessTest, Start, configuration, now
from daemon import CONFIGURATION, DONE, NO

PEOPLE = ["hana", "yash", "robin"]


class ReloadTest(ProcessTest):

    def running(self):
        """A daemon with one meeting tomorrow, all invited."""
        self.sink, self.hook = self.mail_sink().start(), self.hook()
        self.start = Start(FAR)
        self.subject = self.daemon({})
        self.secret_file = self.secret(self.subject, self.hook)
        self.subject.write("a.yaml", self.text())
        self.subject.start()
        self.subject.delivered(3)
        return self.subject

    def edited(self, minutes):
        """Another time of the start's day, whatever time it is."""
        return self.start.at.replace(hour=13 if self.start.at.hour == 12 else 12, minute=minutes)

    def text(self, title="Office Hours", minutes=0, extra="", people=("yash", "robin")):
        when = self.start.sentence
        if minutes:
            at = self.edited(minutes)
            when = f"once on {at:%Y-%m-%d %H:%M} UTC"
        return configuration(f"""
            hours:
              title: {title}
              when: {when}
              hosts: hana
              invite: [{", ".join(people)}]
              opens: 3 days before
              remind: no
              notify: [mail, announce]
              {extra}
            """, self.sink, self.hook, people=sorted({*PEOPLE, *people}), secret=self.secret_file)

    def starts(self):
        return [(row["title"], row["start"]) for row in self.subject.ask("next")]

    def test_a_broken_file_changes_nothing_and_is_named_everywhere(self):
        daemon = self.running()
        before = self.starts()
        broken = self.text(title="Other Hours", minutes=30, extra="durration: 1 hour")
        line = next(n for n, text in enumerate(broken.splitlines(), 1) if "durration" in text)
        place = f"{daemon.etc}/a.yaml:{line}:5: error:"
        daemon.write("a.yaml", broken)

        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION, refused)
        self.assertIn(place, refused.stderr)
        self.assertIn("duration", refused.stderr)
        status = daemon.run("status")
        self.assertEqual(status.returncode, NO)
        self.assertIn(place, status.stdout)
        [health] = daemon.ask("status", status=NO)
        self.assertFalse(health["healthy"])
        self.assertIn(place, health["configurationProblem"])
        self.assertIn(place, daemon.logged("not loaded"))
        self.assertEqual(self.starts(), before, "the old configuration is in force")
        self.assertEqual(daemon.run("plan").returncode, CONFIGURATION)
        ready = [n.fields for n in daemon.notified.all if "READY" in n.fields]
        self.assertIn("OLD CONFIGURATION", ready[-1]["STATUS"])

        # A second broken file is named too; a service that cannot load says all that is wrong.
        daemon.write("b.yaml", "community: Again\n")
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION)
        self.assertIn(place, refused.stderr)
        self.assertIn(f"{daemon.etc}/b.yaml:1:", refused.stderr)
        (daemon.etc / "b.yaml").unlink()

        daemon.write("a.yaml", self.text())
        self.assertEqual(daemon.run("reload").returncode, DONE)
        [health] = daemon.ask("status")
        self.assertTrue(health["healthy"])
        self.assertNotIn("configurationProblem", health)
        self.assertEqual(self.starts(), before)
        # Nobody heard of any of it: the next thing anyone hears of is the next change.
        daemon.write("a.yaml", self.text(minutes=45))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(3 + 3 + 1)
        self.assert_told_once(daemon, self.sink, [
            ("hours", kind, person) for kind in ("invitation", "update") for person in PEOPLE])

    def test_an_edited_time_is_told_once_with_the_next_sequence(self):
        daemon = self.running()
        for number, minutes in enumerate((15, 40), 1):
            daemon.write("a.yaml", self.text(minutes=minutes))
            [change] = daemon.ask("plan")
            self.assertEqual(change["occurrence"], f"hours/{self.start.date}")
            self.assertEqual(
                sorted(change["tells"]),
                sorted([f"{person} (update)" for person in PEOPLE] + ["announce (update)"]))
            self.assertEqual(len(self.sink.mails.all), 3 * number, "a plan tells nobody")
            self.assertEqual(daemon.run("reload").returncode, DONE)
            daemon.delivered(3 + 4 * number)
            # Loading the same once more, or seeing SIGHUP, means nothing.
            self.assertEqual(daemon.run("reload").returncode, DONE)
            self.assertEqual(daemon.ask("plan"), [])
            updates = self.sink.mails.all[3 * number:]
            self.assertEqual(len(updates), 3)
            at = self.edited(minutes)
            for mail in updates:
                self.assertEqual(
                    (mail.method, mail.sequence, mail.event["DTSTART"].dt), ("REQUEST", number, at))
        self.assertEqual(len({mail.uid for mail in self.sink.mails.all}), 1)
        self.assert_good_mails(self.sink.mails.all)
        rows = daemon.outbox
        self.assertEqual(
            sorted((row["kind"], row["edition"], row["to"]) for row in rows
                   if row["channel"] == "mail"),
            sorted((kind, edition, person) for kind, edition in
                   (("invitation", "0"), ("update", "1"), ("update", "2")) for person in PEOPLE))
        self.assertEqual(
            [(post.kind, post.problem) for post in self.hook.posts.all],
            [("meeting.update", None)] * 2)
        self.assertEqual(len({post.id for post in self.hook.posts.all}), 2)

    def test_a_plan_shows_who_will_come_and_a_reload_what_to_look_at(self):
        first = Start(100 * 86_400).at
        def weekly(invite):
            return configuration(f"""
                hours:
                  title: Office Hours
                  when: {first:%A} 14:00 UTC
                  starting: {first:%Y-%m-%d}
                  hosts: hana
                  invite: [{invite}]
                  agenda: {{ from: agenda.md }}
                """, sink)
        sink = self.mail_sink().start()
        daemon = self.daemon({"a.yaml": weekly("yash"), "agenda.md": f"## {first:%Y-%m-%d}\n"})
        daemon.start()
        self.assertEqual(daemon.ask("plan"), [])
        daemon.write("a.yaml", weekly("robin"))
        [change] = daemon.ask("plan")
        self.assertEqual(
            (change["series"], change["change"], change["tells"]), ("hours", "for +robin −yash", []))
        self.assertNotIn("occurrence", change)
        wrong = first + datetime.timedelta(days=1)
        daemon.write("agenda.md", f"## {wrong:%Y-%m-%d}\n- on no agenda\n")
        warning = f"{daemon.etc}/agenda.md:1:1: warning: hours does not meet on {wrong:%Y-%m-%d}"
        daemon.logged(warning)
        self.assertIn(warning, daemon.run("reload").stdout)
        self.assertIn(warning, daemon.run("status").stdout)
        self.assertIn(warning, daemon.run("check", str(daemon.etc)).stdout)

    def test_a_plan_shows_what_becomes_of_tasks_and_announcements(self):
        begin = now().date() + datetime.timedelta(days=100)
        end = begin + datetime.timedelta(days=60)

        def program(post, *tasks):
            owed = ", ".join(f"{name}: {{ do: Do it, who: hana, due: {due} 18:00 UTC }}"
                             for name, due in tasks)
            return configuration("{}", sink) + textwrap.dedent(f"""
                code of conduct: https://example.org/conduct
                channels: {{ announce: {{ webhook: "https://hooks.example.org/x" }} }}
                programs:
                  summer:
                    term: {begin} .. {end}
                    program tasks: {{ {owed} }}
                    announcements: {{ open: {{ say: Come, when: {post} 09:00 UTC, notify: announce }} }}
                    mentorships: {{}}
                """)
        sink = self.mail_sink().start()
        daemon = self.daemon({"a.yaml": program(begin, ("list", end))})
        daemon.start()
        self.assertEqual(daemon.ask("plan"), [])
        days = [end + datetime.timedelta(days=days) for days in range(4)]
        daemon.write("a.yaml", program(days[0], ("list", days[1]), ("talk", days[2])))
        [change] = daemon.ask("plan")
        self.assertEqual((change["series"], change["tells"]), ("summer", []))
        said = [f"talk is due {days[2]:%a} {days[2]} 18:00 UTC",
                f"list is due {days[1]:%a} {days[1]} 18:00 UTC, it is due {end:%a} {end} 18:00 UTC so far",
                f"open is posted {days[0]:%a} {days[0]} 09:00 UTC, "
                f"it is posted {begin:%a} {begin} 09:00 UTC so far"]
        self.assertEqual(change["change"], "; ".join(said))
        past = now().date() - datetime.timedelta(days=3)
        daemon.write("a.yaml", program(past))
        [change] = daemon.ask("plan")
        self.assertEqual(
            change["change"],
            f"open is past, and not posted, it is posted {begin:%a} {begin} 09:00 UTC so far; without list")

    def test_an_edit_while_invitations_are_on_their_way(self):
        self.sink, self.hook = self.mail_sink().start(), self.hook()
        self.start = Start(FAR)
        self.subject = daemon = self.daemon({})
        self.secret_file = self.secret(daemon, self.hook)
        # With the host, two more than there are connections to the relay.
        guests = ("yash", "robin", "ines", "luca", "mei")
        daemon.write("a.yaml", self.text(people=guests))
        self.sink.gate.close()
        daemon.start()
        early = {mail.id: mail.to for mail in self.sink.mails.count(4)}
        daemon.write("a.yaml", self.text(minutes=15, people=guests))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        self.sink.gate.open()
        daemon.logged("update to announce delivered")
        daemon.settled()
        at = self.edited(15)
        got = {}
        for mail in self.sink.mails.all:
            got.setdefault(mail.to, []).append((mail.method, mail.sequence))
            if mail.id not in early:
                self.assertEqual(mail.event["DTSTART"].dt, at)
        # Four were being told of the old time and hear of the new one; the others only of that.
        for reader in early.values():
            self.assertEqual(got.pop(reader), [("REQUEST", 0), ("REQUEST", 1)])
        self.assertEqual(list(got.values()), [[("REQUEST", 1)]] * 2)
        self.assertEqual(len({mail.uid for mail in self.sink.mails.all}), 1)
        self.assert_good_mails(self.sink.mails.all)
        states = sorted(row["state"] for row in daemon.outbox)
        self.assertEqual(states, ["delivered"] * 11 + ["superseded"] * 2)

    def test_a_bad_template_changes_nothing_and_is_named(self):
        daemon = self.running()
        before = self.starts()
        (daemon.etc / "templates").mkdir()
        template = "Subject: New: {{title}}\nHi {{reader}}, {{titel}} is at {{time}}.\n"
        daemon.write("templates/update.mustache", template)
        daemon.write("t.yaml", "templates: templates\n")
        daemon.write("a.yaml", self.text(minutes=20))
        wrong = (
            f'{daemon.etc}/templates/update.mustache:2:16: error: there is no field "titel". '
            "write {{title}}")
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION, refused)
        self.assertIn(wrong, refused.stderr)
        self.assertIn(wrong, daemon.run("status").stdout)
        self.assertIn(wrong, daemon.logged("not loaded"))
        self.assertIn(wrong, daemon.run("check", str(daemon.etc)).stdout)
        self.assertEqual(daemon.run("plan").returncode, CONFIGURATION)
        self.assertEqual(self.starts(), before)

        daemon.write("templates/update.mustache", template.replace("titel", "title"))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(3 + 4)
        updates = self.sink.mails.all[3:]
        words = {mail.to: mail.message.get_body(("plain",)).get_content() for mail in updates}
        self.assertEqual(
            {str(mail.message["Subject"]) for mail in updates}, {"New: Office Hours"})
        self.assertIn("Hi Yash Ünï, Office Hours is at ", words["yash@example.org"])
        at = self.edited(20)
        self.assertEqual({mail.event["DTSTART"].dt for mail in updates}, {at})
        self.assert_good_mails(self.sink.mails.all)
        row = next(row for row in daemon.outbox if row["kind"] == "update" and row["to"] == "yash")
        self.assertEqual(row["subject"], "New: Office Hours")
        self.assertIn("Subject: New: Office Hours", daemon.run("outbox", "show", row["id"]).stdout)

    def test_a_directory_that_is_gone_changes_nothing(self):
        daemon = self.running()
        before = self.starts()
        daemon.etc.rename(daemon.folder / "elsewhere")
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION, refused)
        self.assertIn(str(daemon.etc), refused.stderr)
        self.assertEqual(self.starts(), before)
        (daemon.folder / "elsewhere").rename(daemon.etc)
        self.assertEqual(daemon.run("reload").returncode, DONE)
        self.assertEqual(daemon.run("status").returncode, DONE)
        self.assertEqual(len(self.sink.mails.all), 3)

    def test_a_signal_reloads_too(self):
        daemon = self.running()
        daemon.write("a.yaml", self.text(extra="nonsense: yes"))
        daemon.signal(signal.SIGHUP)
        self.assertIn("a.yaml:", daemon.logged("not loaded"))
        daemon.told("RELOADING", "1")
        self.assertEqual(daemon.run("status").returncode, NO)
        daemon.write("a.yaml", self.text(title="Open House"))
        daemon.signal(signal.SIGHUP)
        daemon.logged("notice: loaded ")
        self.assertEqual(daemon.run("status").returncode, DONE)
        self.assertEqual([title for title, _ in self.starts()], ["Open House"])

    def test_people_who_come_and_go_get_their_own_mail_and_nobody_else_any(self):
        daemon = self.running()
        daemon.write("a.yaml", self.text(people=["robin"]))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(3 + 1)
        gone = self.sink.mails.all[3]
        self.assertEqual((gone.to, gone.method, gone.sequence), ("yash@example.org", "CANCEL", 1))
        daemon.write("a.yaml", self.text(people=["robin", "yash"]))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(3 + 2)
        back = self.sink.mails.all[4]
        self.assertEqual((back.to, back.method), ("yash@example.org", "REQUEST"))
        self.assertGreater(back.sequence, gone.sequence)
        self.assertEqual(len({mail.uid for mail in self.sink.mails.all}), 1)
        self.assert_good_mails(self.sink.mails.all)
