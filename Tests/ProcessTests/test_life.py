"""A meeting's life on the real clock: invitation, cutoff, and what follows from the agenda."""

from community import FAR, ProcessTest, Start, configuration, told
from mails import Mail

# Seconds from now. Starting the service takes less than one, but the machine may be busy; a cutoff
# that is missed would show as a failure, never as a pass.
# The start is far: a reminder is worth nothing in the last minute before it.
CALL, CUTOFF, REMINDER, PROOF, START = 10, 16, 19, 21, 300

PROOF_MAILS = [("proof", "invitation", "yash"), ("proof", "reminder", "yash")]
PROOFS = len(PROOF_MAILS) + 1


def proof(start):
    """A second meeting that proves what does not happen: its reminder is due after everything of
    the first one, and mail leaves in order."""
    return f"""proof:
              title: Standup
              when: {start.sentence}
              invite: [yash]
              opens: 1 day before
              remind: {start.before(PROOF)}
              notify: [mail, announce]"""


class LifeTest(ProcessTest):
    seconds = 20
    def test_with_an_empty_agenda_it_is_cancelled_at_the_cutoff_and_everyone_told_once(self):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.daemon({})
        start = Start(START)
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ call: {start.before(CALL)}, cutoff: {start.before(CUTOFF)} }}
              remind: {start.before(REMINDER)}
              notify: [mail, announce]
            {proof(start)}
            """, sink, hook, secret=self.secret(daemon, hook)))
        daemon.start()
        daemon.logged("open → cancelled")
        daemon.delivered(3 + (2 + 1) + (3 + 1) + PROOFS)

        self.assert_told_once(daemon, sink, [
            ("hours", "invitation", "hana"), ("hours", "invitation", "yash"),
            ("hours", "invitation", "robin"), ("hours", "call", "yash"), ("hours", "call", "robin"),
            ("hours", "cancellation", "hana"), ("hours", "cancellation", "yash"),
            ("hours", "cancellation", "robin"),
        ] + PROOF_MAILS)
        mails = sink.mails.all
        self.assert_good_mails(mails)
        entries = [(m.method, m.sequence) for m in mails if m.event and m.to == "yash@example.org"
                   and str(m.event["SUMMARY"]) == "Office Hours"]
        self.assertEqual(entries, [("REQUEST", 0), ("CANCEL", 1)])
        hours = [m for m in mails if m.event and str(m.event["SUMMARY"]) == "Office Hours"]
        self.assertEqual(len({m.uid for m in hours}), 1, "all share the meeting's UID")
        self.assertEqual({m.event["DTSTART"].dt for m in hours}, {start.at})

        posts = hook.posts.all
        self.assertEqual([post.problem for post in posts], [None] * len(posts))
        self.assertEqual(len({post.id for post in posts}), len(posts))
        self.assertEqual(
            [(post.kind, post.occurrence.split("/")[0]) for post in posts],
            [("meeting.call", "hours"), ("meeting.cancellation", "hours"),
             ("meeting.reminder", "proof")])
        [meeting] = daemon.ask("show", f"hours/{start.date}")
        self.assertEqual(meeting["state"], "cancelled")
        self.assertIn("agenda empty", meeting["reason"])

    def test_a_line_in_a_replaced_agenda_file_confirms_it(self):
        self.confirmed_by(lambda daemon, text: daemon.write("agenda/hours.md", text))

    def test_a_line_appended_to_the_agenda_file_confirms_it(self):
        def append(daemon, text):
            old = (daemon.etc / "agenda/hours.md").read_text()
            self.assertTrue(text.startswith(old))
            daemon.append("agenda/hours.md", text[len(old):])
        self.confirmed_by(append)

    def confirmed_by(self, edit):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.daemon({})
        start = Start(START)
        (daemon.etc / "agenda").mkdir()
        heading = f"# Agenda\n\n## {start.date}\n"
        daemon.write("agenda/hours.md", heading)
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda:
                cutoff: {start.before(CUTOFF)}
                from: agenda/hours.md
                edit: https://git.example.org/agenda/edit
              remind: {start.before(REMINDER)}
              notify: [mail, announce]
            {proof(start)}
            """, sink, hook, secret=self.secret(daemon, hook)))
        daemon.start()
        daemon.delivered(3 + 1)
        invited = [mail for mail in sink.mails.all if "Office Hours" in mail.message["Subject"]]
        self.assertEqual(len(invited), 3)
        for mail in invited:
            self.assertIn("https://git.example.org/agenda/edit", mail.message.get_body().get_content())

        edit(daemon, heading + "\n- pair review of PR 512 (yash)\n")
        daemon.logged("(yash)")
        daemon.logged("open → confirmed")
        daemon.delivered(3 + 3 + 1 + PROOFS)

        people = ["hana", "yash", "robin"]
        self.assert_told_once(daemon, sink, [
            ("hours", kind, person) for kind in ("invitation", "reminder") for person in people
        ] + PROOF_MAILS)
        self.assert_good_mails(sink.mails.all)
        for mail in [mail for mail in sink.mails.all[4:] if "Office Hours" in mail.message["Subject"]]:
            self.assertIn("pair review of PR 512", mail.message.get_body().get_content())
        self.assertEqual(
            [(post.kind, post.occurrence.split("/")[0], post.problem) for post in hook.posts.all],
            [("meeting.reminder", "hours", None), ("meeting.reminder", "proof", None)])
        why = daemon.ask("why", f"hours/{start.date}")
        self.assertEqual(
            [row["to"] for row in why if "from" in row and row["from"] != row["to"]],
            ["planned", "open", "confirmed"])

    def test_a_cutoff_that_was_slept_through_is_postponed_and_everyone_nudged(self):
        sink = self.mail_sink().start()
        start = Start(3600)
        text = configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ cutoff: {start.before(10)} }}
              remind: no
            """, sink)
        daemon = self.daemon({"a.yaml": text}).start()
        daemon.delivered(3)
        daemon.kill()
        # Another service that is not asleep is the clock.
        awake = self.daemon({"a.yaml": text.replace(start.before(10), start.before(12))})
        awake.start(arguments=["--maildir", str(awake.folder / "mail")])
        awake.logged("open → cancelled")

        daemon.start()
        daemon.logged("cutoff slept through; postponed to")
        daemon.delivered(3)
        # As long again as it slept, and nobody wrote anything.
        daemon.logged("open → cancelled")
        daemon.delivered(3 + 3)
        self.assert_told_once(daemon, sink, [
            ("hours", kind, person)
            for kind, people in (("invitation", "hana yash robin"), ("call", "yash robin"),
                                 ("host-note", "hana"), ("cancellation", "hana yash robin"))
            for person in people.split()])
        self.assert_good_mails(sink.mails.all)

    def test_an_item_that_was_written_while_nobody_was_there_counts(self):
        sink = self.mail_sink().start()
        start = Start(3600)
        daemon = self.daemon({"agenda.md": "", "a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ cutoff: {start.before(8)}, from: agenda.md }}
              remind: no
            """, sink)}).start()
        daemon.delivered(3)
        daemon.kill()
        # Another service that is not asleep is the clock.
        awake = self.daemon({"a.yaml": configuration(f"""
            clock: {{ title: Clock, when: {start.sentence}, invite: yash,
              agenda: {{ cutoff: {start.before(9)} }} }}
            """, sink)})
        awake.start(arguments=["--maildir", str(awake.folder / "mail")])
        awake.logged("open → cancelled")
        daemon.write("agenda.md", f"## {start.date}\n- pair review (yash)\n")
        daemon.start()
        daemon.logged("open → confirmed: cutoff: 1 on the agenda")
        daemon.settled()
        self.assertEqual({row["kind"] for row in daemon.outbox}, {"invitation"})

    def test_mail_in_a_maildir(self):
        daemon = self.daemon({})
        mail = daemon.folder / "mail"
        text = configuration("""
            hours: { title: Office Hours, when: WHEN, invite: [yash, robin], opens: 3 days before }
            """.replace("WHEN", Start(FAR).sentence), self.mail_sink())
        daemon.write("a.yaml", text)
        daemon.start(arguments=["--maildir", str(mail)])
        daemon.delivered(2)
        self.assertEqual(daemon.run("cancel", "hours", "--because", "holiday").returncode, 0)
        daemon.delivered(4)
        self.assertEqual(list((mail / "tmp").iterdir()), [])
        rows = {row["id"]: row for row in daemon.outbox}
        mails = []
        for path in (mail / "new").iterdir():
            content = path.read_bytes()
            content = content if b"\r\n" in content else content.replace(b"\n", b"\r\n")
            reader = Mail(content, None, []).message["To"].addresses[0].addr_spec
            mails.append(Mail(content, None, [reader]))
        self.assertEqual(
            sorted(told(rows, mail) for mail in mails),
            sorted(("hours", kind, person) for kind in ("invitation", "cancellation")
                   for person in ("yash", "robin")))
        self.assert_good_mails(sorted(mails, key=lambda mail: mail.stamp))
