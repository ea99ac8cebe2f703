"""Backups, what comes back from one, states that cannot be used, and a state of another machine."""

import json
import os
import pty
import shutil
import signal
import subprocess

from community import FAR, ProcessTest, Start, configuration
from daemon import BINARY, CONFIGURATION, DONE, INPUT_OUTPUT, NO, RUNNING, UNREACHABLE, USAGE
from waiting import PATIENCE

# A world in which the first path is what the second is elsewhere.
ELSEWHERE = ["unshare", "-rm", "sh", "-c", 'mount --bind "$0" "$1" && shift && exec "$@"']


WEB = 'web: { url: "https://meet.example.org" }\n'
SERVED = ["--listen", "127.0.0.1:0"]


class KeepingTest(ProcessTest):

    def setUp(self):
        self.sink = self.mail_sink().start()

    def meeting(self, name, start, invite="[yash, robin]", more="remind: no"):
        return f"""
        {name}:
          title: {name.title()}
          when: {start.sentence}
          hosts: hana
          invite: {invite}
          opens: 3 days before
          {more}
        """

    def community(self, *meetings, web=False):
        text = configuration("".join(meetings), self.sink)
        return self.daemon({"a.yaml": text + (WEB if web else "")})

    def lose(self, daemon):
        """The machine is gone, with everything that was not copied."""
        daemon.kill()
        shutil.rmtree(daemon.state)

    def elsewhere(self, machine_id):
        """What puts a command onto another machine."""
        path = self.subject.folder / "machine-id"
        path.write_text(machine_id + "\n")
        within = [*ELSEWHERE, str(path), "/etc/machine-id"]
        if subprocess.run([*within, "true"], capture_output=True).returncode != 0:
            self.skipTest("only root can change a machine's id, and it needs one")
        return within

    def run_elsewhere(self, within, *command):
        return subprocess.run(
            [*within, BINARY, *command, *self.subject.arguments], stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=PATIENCE)

    def test_what_was_sent_after_the_backup_is_not_sent_again_and_what_comes_next_is(self):
        first, second, third = Start(FAR), Start(FAR + 3600), Start(FAR + 7200)
        daemon = self.community(self.meeting("hours", first), web=True).start(arguments=SERVED)
        daemon.delivered(3)
        backup = daemon.folder / "backup.db"
        written = daemon.ask("backup", str(backup))[0]
        self.assertEqual((written["meetings"], written["notices"]), (1, 3))
        self.assertTrue(written["hasKey"])
        self.assertEqual(backup.stat().st_mode & 0o777, 0o600)
        key = (daemon.state / "link-key").read_bytes()

        # What the backup does not know: another meeting, a cancellation.
        two = self.meeting("hours", first) + self.meeting("talk", second)
        daemon.write("a.yaml", configuration(two, self.sink) + WEB)
        daemon.ask("reload")
        daemon.delivered(6)
        self.assertEqual(daemon.run("cancel", "talk", "--because", "ill").returncode, DONE)
        daemon.delivered(9)
        before = [mail.id for mail in self.sink.mails.all]
        self.assertEqual(len(before), 9)
        self.lose(daemon)

        restored = daemon.run("restore", str(backup))
        self.assertEqual(restored.returncode, DONE, restored)
        self.assertIn("3 notices", restored.stdout)
        daemon.start(arguments=SERVED)
        # Each host is asked once to look at each meeting that people may know of.
        daemon.delivered(2)
        asked = self.sink.mails.all[9:]
        self.assertEqual([mail.to for mail in asked], ["hana@example.org"] * 2)
        for mail in asked:
            self.assertIn("goes on from a backup", " ".join(mail.message.get_body(("plain",)).get_content().split()))
        rows = {row["id"]: row for row in daemon.outbox}
        held = [row for row in rows.values() if row["state"] == "superseded"]
        self.assertEqual(
            sorted((row["kind"], row["to"]) for row in held),
            [("invitation", person) for person in ("hana", "robin", "yash")])
        for row in held:
            self.assertIn("held over a restore", row["answer"])
        # What was signed before is good.
        self.assertEqual((daemon.state / "link-key").read_bytes(), key)
        self.assertEqual((daemon.state / "link-key").stat().st_mode & 0o777, 0o600)

        # What comes next arrives.
        daemon.write("a.yaml", configuration(two + self.meeting("next", third), self.sink) + WEB)
        daemon.ask("reload")
        daemon.delivered(2 + 3)
        self.assertEqual(daemon.run("cancel", "hours", "--because", "fog").returncode, DONE)
        daemon.delivered(2 + 6)
        after = self.sink.mails.all[9:]
        self.assertEqual(len({mail.id for mail in after} | set(before)), 9 + 8, "nothing is repeated")
        self.assertEqual(
            sorted(row["kind"] for row in daemon.outbox if row["state"] == "delivered"),
            sorted(["invitation"] * 6 + ["host-note"] * 2 + ["cancellation"] * 3))
        self.assert_good_mails(after)
        # A restart is one as any other.
        self.assertEqual(daemon.stop(), 0)
        daemon.start(arguments=SERVED)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(len(self.sink.mails.all), 9 + 8)

    def test_a_copy_that_was_put_there_by_hand_repeats_nothing_either(self):
        daemon = self.community(self.meeting("hours", Start(FAR)), web=True)
        daemon.start(arguments=SERVED)
        daemon.delivered(3)
        backup = daemon.folder / "backup.db"
        daemon.ask("backup", str(backup))
        key = (daemon.state / "link-key").read_bytes()
        self.lose(daemon)
        daemon.state.mkdir(mode=0o700)
        shutil.copy(backup, daemon.state / "convened.db")
        daemon.start(arguments=SERVED)
        daemon.delivered(1)
        self.assertEqual([mail.to for mail in self.sink.mails.all[3:]], ["hana@example.org"])
        self.assertEqual((daemon.state / "link-key").read_bytes(), key)

    def test_where_a_backup_goes(self):
        daemon = self.community(self.meeting("hours", Start(FAR)))
        backup = daemon.folder / "backup.db"
        self.assertEqual(daemon.run("backup", str(backup)).returncode, NO, "nothing is there yet")
        daemon.start()
        daemon.delivered(3)
        self.assertEqual(daemon.run("backup", "-").returncode, USAGE)
        self.assertEqual(daemon.run("backup", str(daemon.folder)).returncode, USAGE)
        nowhere = daemon.run("backup", str(daemon.folder / "none" / "backup.db"))
        self.assertEqual(nowhere.returncode, INPUT_OUTPUT, nowhere)
        self.assertIn("none/backup.db", nowhere.stderr)
        backup.write_text("something of somebody's")
        kept = daemon.run("backup", str(backup))
        self.assertEqual(kept.returncode, NO, kept)
        self.assertIn("--replace", kept.stderr)
        self.assertEqual(backup.read_text(), "something of somebody's")
        self.assertEqual(daemon.run("backup", str(backup), "--replace").returncode, DONE)
        # What is no file of its own is not taken the place of, least of all what it is a copy of.
        link = daemon.folder / "link.db"
        link.symlink_to(backup)
        database = daemon.state / "convened.db"
        for place, word in (
            (database, "directory of the state"), (daemon.state / "b.db", "directory of the state"),
            (link, "no regular file"),
        ):
            refused = daemon.run("backup", str(place), "--replace")
            self.assertEqual(refused.returncode, INPUT_OUTPUT, refused)
            self.assertIn(word, refused.stderr)
        # Also when no daemon runs, with the same in it.
        running = daemon.ask("backup", str(daemon.folder / "1.db"))[0]
        self.assertEqual(daemon.stop(), 0)
        stopped = daemon.ask("backup", str(daemon.folder / "2.db"))[0]
        for name in ("meetings", "notices", "hasKey"):
            self.assertEqual(running[name], stopped[name])
        # It is never put over a state that is there.
        refused = daemon.run("restore", str(backup))
        self.assertEqual(refused.returncode, NO, refused)
        self.assertIn("it is kept", refused.stderr)
        shutil.rmtree(daemon.state)
        missing = daemon.run("restore", str(daemon.folder / "no.db"))
        self.assertEqual(missing.returncode, INPUT_OUTPUT, missing)
        self.assertIn("no.db: it cannot be read: No such file", missing.stderr)
        self.assertEqual(daemon.run("restore", str(daemon.etc / "a.yaml")).returncode, NO)
        self.assertEqual(daemon.run("restore", str(backup)).returncode, DONE)

    def refused(self, daemon, status, *words):
        """A start that says why, and changes nothing."""
        path = daemon.state / "convened.db"
        before = path.read_bytes()
        done = daemon.run("run")
        self.assertEqual(done.returncode, status, done)
        for word in (str(path), *words):
            self.assertIn(word, done.stderr)
        self.assertEqual(path.read_bytes(), before)

    def test_a_database_that_cannot_be_used_is_refused_and_kept(self):
        daemon = self.community(self.meeting("hours", Start(FAR))).start()
        daemon.delivered(3)
        self.assertEqual(daemon.stop(), 0)
        path = daemon.state / "convened.db"
        whole = path.read_bytes()
        middle = len(whole) // 2
        for damaged in (
            whole[:middle] + os.urandom(8192) + whole[middle + 8192:], whole[:middle], b"",
        ):
            path.write_bytes(damaged)
            self.refused(daemon, CONFIGURATION, "not a sound database", "convened restore")
        path.write_bytes(whole)
        subprocess.run(
            ["sqlite3", str(path), "INSERT INTO grdb_migrations VALUES ('99 the future')"],
            check=True)
        self.refused(daemon, CONFIGURATION, "later version")
        half = daemon.run("export", "yash")
        self.assertEqual((half.returncode, half.stdout), (CONFIGURATION, ""), "half of it")
        path.write_bytes(whole)
        daemon.start()

    def test_a_state_that_cannot_be_written_is_refused(self):
        daemon = self.community(self.meeting("hours", Start(FAR))).start()
        daemon.delivered(3)
        self.assertEqual(daemon.stop(), 0)
        for what in (daemon.state, daemon.state / "convened.db"):
            within = ["unshare", "-rm", "sh", "-c",
                      'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
                      str(what)]
            if subprocess.run([*within, "true"], capture_output=True).returncode != 0:
                self.skipTest("only root can make what cannot be written to")
            with self.subTest(what=what):
                status = daemon.launch(within=within).ended()
                self.assertEqual(status, INPUT_OUTPUT, daemon.log.all)
                self.assertIn(str(what), "\n".join(daemon.log.all))
                self.assertIn("--state", "\n".join(daemon.log.all))

    def test_a_state_of_another_machine_waits_until_it_is_adopted(self):
        self.subject = self.community(self.meeting("hours", Start(FAR))).start()
        daemon = self.subject
        daemon.delivered(3)
        within = self.elsewhere("0123456789abcdef0123456789abcdef")
        busy = self.run_elsewhere(within, "adopt")
        self.assertEqual(busy.returncode, RUNNING, busy)
        self.assertEqual(daemon.stop(), 0)
        # What was copied there while the first may run still.
        refused = self.run_elsewhere(within, "run")
        self.assertEqual(refused.returncode, CONFIGURATION, refused)
        self.assertIn("convened adopt", refused.stderr)
        adopted = self.run_elsewhere(within, "adopt")
        self.assertEqual(adopted.returncode, DONE, adopted)
        daemon.start(within=within)
        self.assertEqual(daemon.stop(), 0)
        # From then on the first one is the other.
        self.assertEqual(daemon.run("run").returncode, CONFIGURATION)
        self.assertEqual(len(self.sink.mails.all), 3)

    def test_everything_that_is_known_of_somebody(self):
        daemon = self.community(self.meeting("hours", Start(FAR))).start()
        daemon.delivered(3)
        daemon.ask("agenda", "add", "hours", "pairing, with tea", "--by", "yash")
        daemon.ask("reminders", "yash", "off")
        running = daemon.run("export", "yash")
        self.assertEqual(running.returncode, DONE, running)
        self.assertEqual(daemon.stop(), 0)
        stopped = daemon.run("export", "yash")
        self.assertEqual(running.stdout, stopped.stdout, "with and without the daemon")
        lines = [json.loads(line) for line in stopped.stdout.splitlines()]
        self.assertEqual(
            [line["what"] for line in lines], ["person", "invitation", "item", "mute", "notice"])
        self.assertEqual(lines[0]["address"], "yash@example.org")
        self.assertEqual((lines[0]["file"], lines[0]["line"]), (str(daemon.etc / "a.yaml"), 6))
        self.assertEqual((lines[2]["text"], lines[2]["isPrivate"]), ("pairing, with tea", False))
        self.assertEqual((lines[4]["kind"], lines[4]["state"]), ("invitation", "delivered"))
        self.assertIn("Hours", lines[4]["subject"])
        self.assertIn("250", lines[4]["receipt"])
        nowhere = subprocess.run(
            [BINARY, "export", "yash", "--config", str(daemon.etc), "--state", str(daemon.state / "typo")],
            capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((nowhere.returncode, nowhere.stdout), (NO, ""), "half of it")
        unknown = daemon.run("export", "nobody")
        self.assertEqual(unknown.returncode, NO, unknown)

    def on_the_disk(self, daemon, *texts):
        """Which of these the files of the state directory have."""
        found = set()
        for path in daemon.state.iterdir():
            content = path.read_bytes().lower()
            found |= {text for text in texts if text.encode().lower() in content}
        return found

    def test_who_has_left_is_forgotten(self):
        start, later = Start(FAR), Start(FAR + 3600)
        meetings = self.meeting("hours", start) + self.meeting("talk", later, invite="yash")
        daemon = self.community(meetings).start()
        daemon.delivered(5)
        secrets = ("robin@example.org", "a surprise for everybody", "Robin Ünï")
        daemon.ask("agenda", "add", "hours", secrets[1], "--by", "robin")
        daemon.ask("agenda", "add", "hours", "what robin likes", "--by", "yash")
        self.assertEqual(self.on_the_disk(daemon, *secrets), set(secrets))
        refused = daemon.run("forget", "robin")
        self.assertEqual(refused.returncode, NO, refused)
        line = (daemon.etc / "a.yaml").read_text()
        line = line[:line.index("  robin:")].count("\n") + 1
        self.assertIn(f"{daemon.etc}/a.yaml:{line}: robin is in the configuration", refused.stderr)

        # The farewell that they are owed leaves first.
        self.sink.gate.close()
        text = configuration(
            meetings.replace("[yash, robin]", "yash"), self.sink, people=("hana", "yash"))
        daemon.write("a.yaml", text)
        daemon.ask("reload")
        owed = daemon.run("forget", "robin")
        self.assertEqual(owed.returncode, NO, owed)
        self.assertIn("is owed the cancellation of hours/", owed.stderr)
        self.sink.gate.open()
        daemon.delivered(6)
        done = daemon.run("forget", "robin")
        self.assertEqual(done.returncode, DONE, done)
        self.assertIn("2 notices to them", done.stdout)
        self.assertEqual(self.on_the_disk(daemon, *secrets), set())
        # What happened is known still, and what is about others is readable.
        why = daemon.run("why", "hours").stdout
        self.assertIn("added: (forgotten)", why)
        self.assertNotIn("robin", why)
        self.assertEqual(
            sorted(row["to"] for row in daemon.outbox), ["hana", "hana", "yash", "yash"])
        items = [(row["text"], row.get("by")) for row in daemon.ask("agenda", "list", "hours")]
        self.assertEqual(items[0], ("(forgotten)", None))
        self.assertEqual(daemon.run("export", "robin").returncode, NO)
        # Its memory writes nothing of it back.
        self.assertEqual(daemon.run("move", "hours", "--to",
            f"{later.at:%Y-%m-%d %H:%M}", "--because", "room").returncode, DONE)
        daemon.delivered(6 + 2)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(self.on_the_disk(daemon, *secrets), set())
        daemon.start()

        # A stale file is refused, by key and by address, and nobody is mailed.
        stale = configuration(meetings, self.sink)
        daemon.write("a.yaml", stale)
        for command in (["plan"], ["reload"]):
            done = daemon.run(*command)
            self.assertEqual(done.returncode, CONFIGURATION, done)
            self.assertIn(f"a.yaml:{line}:", done.stderr)
            self.assertIn("robin was forgotten on", done.stderr)
        daemon.write("a.yaml", stale.replace("  robin:", "  rob:").replace("robin]", "rob]"))
        done = daemon.run("reload")
        self.assertEqual(done.returncode, CONFIGURATION, done)
        self.assertIn("the address of rob is that of somebody who was forgotten", done.stderr)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(daemon.launch().ended(), CONFIGURATION)
        self.assertEqual(len(self.sink.mails.all), 8)
        # They are back, and somebody says so.
        daemon.write("a.yaml", stale)
        done = daemon.run("forget", "robin", "--undo")
        self.assertEqual(done.returncode, DONE, done)
        daemon.start()
        daemon.delivered(1)
        self.assertEqual(self.sink.mails.all[-1].to, "robin@example.org")

    def test_who_is_not_to_be_forgotten(self):
        daemon = self.community(self.meeting("hours", Start(FAR)))
        daemon.start()
        daemon.delivered(3)
        for command, words in (
            (["forget", "nobody"], "nothing is known of nobody"),
            (["forget", "yash", "--undo"], "yash was not forgotten"),
        ):
            done = daemon.run(*command)
            self.assertEqual(done.returncode, NO, done)
            self.assertIn(words, done.stderr)
        # Taken out while nobody was there to tell them.
        self.assertEqual(daemon.stop(), 0)
        daemon.write("a.yaml", configuration(
            self.meeting("hours", Start(FAR), invite="yash"), self.sink, people=("hana", "yash")))
        done = daemon.run("forget", "robin")
        self.assertEqual(done.returncode, NO, done)
        self.assertIn("robin is invited to hours/", done.stderr)
        daemon.start()
        daemon.delivered(1)
        self.assertEqual(daemon.stop(), 0)
        done = daemon.run("forget", "robin")
        self.assertEqual(done.returncode, DONE, done)
        self.assertEqual(self.on_the_disk(daemon, "robin@example.org"), set())
        again = daemon.run("forget", "robin")
        self.assertIn("was forgotten before", again.stdout)

    def test_an_edit_that_tells_many_wants_a_word(self):
        people = tuple(f"p{number}" for number in range(11))
        start, later = Start(FAR), Start(FAR + 3600)

        def text(**meetings):
            invite = f"[{', '.join(people[1:])}]"
            return configuration(
                "".join(self.meeting(name, at, invite) for name, at in meetings.items())
                .replace("hana", "p0"), self.sink, people=people)

        daemon = self.daemon({"a.yaml": text(hours=start)}).start()
        daemon.delivered(11)
        # An edit for eleven is told; one for twenty-two is not, before somebody says so.
        daemon.write("a.yaml", text(hours=later))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(22)
        daemon.write("a.yaml", text(hours=start, talk=later))
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, NO, refused)
        self.assertIn("22 notices at once", refused.stderr)
        self.assertIn("--yes", refused.stderr)
        daemon.signal(signal.SIGHUP)
        daemon.logged("not loaded: it would send 22 notices at once", skip=1)
        self.assertEqual(daemon.run("status").returncode, DONE, "nothing is wrong with it")
        # At a terminal it is asked.
        for answer, status in (("n", NO), ("y", DONE)):
            terminal, other = pty.openpty()
            try:
                asked = subprocess.Popen(
                    [BINARY, "reload", *daemon.arguments], stdin=other, stderr=subprocess.PIPE,
                    stdout=subprocess.PIPE, text=True)
                os.write(terminal, f"{answer}\n".encode())
                _, said = asked.communicate(timeout=PATIENCE)
            finally:
                os.close(terminal)
                os.close(other)
            self.assertIn("Load it now? [y/N]", said)
            self.assertEqual(asked.returncode, status, said)
        daemon.delivered(44)
        # Back, with a word at once.
        daemon.write("a.yaml", text(hours=later))
        self.assertEqual(daemon.run("reload", "--yes").returncode, DONE)
        daemon.delivered(66)

    def test_what_is_long_over_is_removed_once_a_day(self):
        start = Start(FAR)
        daemon = self.community(
            self.meeting("hours", start, more="remind: no\n          agenda: { cutoff: "
                         f"{start.before(3600)}" + " }").replace("opens: 3 days before\n", "\n"))
        daemon.start()
        daemon.delivered(3)
        self.assertIn("what is over for 24 months", daemon.run("status").stdout)
        self.assertEqual(daemon.stop(), 0)
        # Four meetings of three years ago, of which one is the latest of its series.
        rows = "".join(
            f"INSERT INTO occurrence SELECT 'old/2023-01-0{day}', 'old', 'held', {fill} FROM "
            f"occurrence WHERE series = 'hours'; INSERT INTO journal (subject, revision, from_state, "
            f"to_state, cause, due_at, observed_at) VALUES ('old/2023-01-0{day}', 1, 'confirmed', "
            f"'held', 'ended', 1672{day}00000, 1672{day}00000);"
            for day in range(1, 5)
            for fill in [self.columns(daemon, 1672 * 10**6 + day * 10**5)])
        subprocess.run(
            ["sqlite3", str(daemon.state / "convened.db"), rows], check=True, capture_output=True)
        daemon.start({"WATCHDOG_USEC": "1000000"})
        daemon.logged("removed what was over 24 months ago: 3 meetings, 0 notices, 3 lines")
        kept = daemon.run("why", "old/2023-01-04")
        self.assertIn("ended", kept.stdout)
        self.assertNotIn("ended", daemon.run("why", "old/2023-01-03").stdout)
        self.assertIn("3 meetings", daemon.run("status").stdout)
        self.assertEqual(len(daemon.outbox), 3, "what is ahead is as it was")
        daemon.write("a.yaml", (daemon.etc / "a.yaml").read_text() + "keep: 2 weeks\n")
        short = daemon.run("check")
        self.assertIn("`keep`: 2 weeks is too short", short.stdout + short.stderr)

    def columns(self, daemon, at):
        """The columns of a meeting at that second, as SQL after id, series and state."""
        names = subprocess.run(
            ["sqlite3", str(daemon.state / "convened.db"),
             "SELECT name FROM pragma_table_info('occurrence')"],
            check=True, capture_output=True, text=True).stdout.split()
        times = {"starts_at", "ends_at", "ruled_at", "handled"}
        return ", ".join(
            str(at) if name in times else "NULL" if name == "next_at" else name
            for name in names[3:])
