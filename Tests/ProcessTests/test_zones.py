"""Zone files that are replaced, and taken away, under the running service."""

import os
import shutil
import subprocess

from community import ProcessTest, Start, configuration
from daemon import DONE, NO
from web import asked, board_port

USUAL = "/usr/share/zoneinfo"
ZONE = "Europe/Warsaw"
# Seconds: the meetings are ahead, and the zone is far from any change of its clocks by these rules.
WEEK = 7 * 86_400


class ZonesTest(ProcessTest):

    def running(self):
        """A daemon in a world with zones of its own: a meeting in each of two, all invited."""
        self.sink = self.mail_sink().start()
        self.daemon_ = daemon = self.daemon({})
        self.zones = daemon.folder / "zoneinfo"
        shutil.copytree(USUAL, self.zones, symlinks=True)
        self.rule("1:00")
        # The zone's own clock from the beginning, so that only a test changes it.
        start = Start(WEEK).at
        self.date = f"{start:%Y-%m-%d}"
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: once on {start:%Y-%m-%d} 16:00 {ZONE}
              hosts: hana
              invite: yash
              opens: 13 days before
              remind: no
            elsewhere:
              title: Elsewhere
              when: once on {start:%Y-%m-%d} 16:00 Asia/Tokyo
              hosts: hana
              invite: yash
              opens: 13 days before
              remind: no
            """, self.sink, people=("hana", "yash"))
            + '\nboard: { listen: "127.0.0.1:8081" }\n')
        daemon.start(
            within=["unshare", "-m", "sh", "-c", f'mount --bind "$0" {USUAL} && exec "$@"',
                    str(self.zones)],
            arguments=["--board", "127.0.0.1:0"])
        daemon.delivered(4)
        return daemon

    def rule(self, offset):
        """The zone keeps this offset for good, as zic(8) writes it; the file is renamed over."""
        source = self.daemon_.folder / "source"
        source.write_text(f"Zone {ZONE} {offset} - LOC\n")
        made = self.daemon_.folder / "made"
        subprocess.run(["/usr/sbin/zic", "-d", made, source], check=True)
        os.replace(made / ZONE, self.zones / ZONE)

    def starts(self):
        return {row["occurrence"].split("/")[0]: row["start"] for row in
                self.daemon_.ask("next", status=DONE)}

    def metric(self, name):
        text = asked(board_port(self.daemon_), "GET", "/metrics", host="127.0.0.1").body.decode()
        [value] = [line.split()[-1] for line in text.splitlines() if line.startswith(name + " ")]
        return float(value)

    def test_another_rule_of_a_zone_moves_what_is_ahead_and_says_why(self):
        daemon = self.running()
        before = self.starts()
        self.assertIn("T15:00", before["hours"])
        self.rule("2:00")
        daemon.logged("time zones with other rules: Europe/Warsaw")
        daemon.delivered(6)

        after = self.starts()
        self.assertIn("T14:00", after["hours"], "16:00 on the clock, an hour earlier")
        self.assertEqual(after["elsewhere"], before["elsewhere"])
        told = [mail for mail in self.sink.mails.all[4:]]
        self.assertEqual(
            sorted(mail.to for mail in told), ["hana@example.org", "yash@example.org"])
        for mail in told:
            self.assertEqual(mail.sequence, 1)
            text = " ".join(mail.message.get_body(("plain",)).get_content().split())
            self.assertIn("Reason: the clocks of Europe/Warsaw follow new rules", text)
            self.assertIn("14:00 UTC", text)
        self.assert_good_mails(self.sink.mails.all)
        self.assertIn(
            "the time zone Europe/Warsaw, whose rules changed, has it at",
            daemon.run("why", f"hours/{self.date}").stdout)

        # The same rules once more, and other files of the directory, are nothing to tell.
        self.rule("2:00")
        self.rule("3:00")
        daemon.delivered(8)
        self.assertEqual(len(self.sink.mails.all), 8)

    def test_what_was_moved_by_hand_keeps_its_time_on_the_clock(self):
        daemon = self.running()
        moved = daemon.run(
            "move", f"hours/{self.date}", "--to", f"{self.date}T17:30", "--because", "room")
        self.assertEqual(moved.returncode, DONE, moved)
        daemon.delivered(6)
        self.assertIn("T16:30", self.starts()["hours"])
        self.rule("2:00")
        daemon.delivered(8)
        self.assertIn("T15:30", self.starts()["hours"])
        self.assertEqual([mail.sequence for mail in self.sink.mails.all[6:]], [2, 2])

    def test_a_zone_file_that_is_gone_or_broken_keeps_its_rules_and_is_an_alarm(self):
        daemon = self.running()
        before = self.starts()
        self.assertEqual(self.metric("convened_zones_lost"), 0)

        os.remove(self.zones / ZONE)
        line = daemon.logged("the file of the time zone Europe/Warsaw is gone")
        self.assertIn("critical", line)
        self.assertIn("apt install --reinstall tzdata", line)
        self.assertEqual(self.starts(), before)
        status = daemon.ask("status", status=NO)[0]
        self.assertFalse(status["healthy"])
        self.assertEqual(len(status["zones"]), 1)
        self.assertEqual(self.metric("convened_zones_lost"), 1)
        self.assertEqual(self.metric("convened_needs_attention"), 1)

        # An edit can be loaded all the same, by the rules that were read before.
        path = daemon.etc / "a.yaml"
        daemon.write("a.yaml", path.read_text().replace("title: Office", "title: Other"))
        self.assertEqual(daemon.run("reload").returncode, DONE)
        daemon.delivered(6)
        self.assertEqual(self.starts(), before)

        draft = self.zones / "Europe/draft"
        draft.write_bytes(b"TZif")
        os.replace(draft, self.zones / ZONE)
        self.rule("1:00")
        daemon.logged("the file of the time zone Europe/Warsaw is back")
        self.assertTrue(daemon.ask("status")[0]["healthy"])
        self.assertEqual(self.metric("convened_zones_lost"), 0)
        self.assertEqual(self.starts(), before)
        self.assertEqual(len(self.sink.mails.all), 6)
