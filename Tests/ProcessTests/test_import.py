"""`convened import`: the field's own files in, a configuration of ours out, which `check` takes."""

import pathlib
import subprocess
import tempfile
import unittest

from daemon import BINARY, DONE, NO, ROOT
from waiting import PATIENCE

FIXTURES = ROOT / "Tests/Fixtures/import"
TODAY = "2026-11-20"
# What every configuration needs, and the group that imported meetings invite.
COMMUNITY = """\
community: Imports
domain: imports.example.org
mail: { from: "Meetings <meetings@example.org>", via: "maildir:mail" }
people:
  ana: { name: Ana, email: ana@example.org }
  ben: { name: Ben, email: ben@example.org }
groups: { members: [ana] }
"""
PROGRAM = """\
programs:
  summer:
    term: 2027-06-01 .. 2027-08-31
    mentors: ben
    mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }
"""


class ImportTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cvi-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_binary(self, *arguments):
        return subprocess.run(
            [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)

    def take(self, path, *arguments):
        return self.run_binary("import", path, "--today", TODAY, *arguments)

    def check(self, yaml):
        etc = self.folder / "etc"
        etc.mkdir(exist_ok=True)
        (etc / "community.yaml").write_text(COMMUNITY)
        (etc / "imported.yaml").write_text(yaml)
        checked = self.run_binary("check", etc)
        self.assertEqual(checked.returncode, DONE, checked.stdout + checked.stderr + yaml)

    def refused(self, name, content):
        """A file that is refused whole: exit status 1, no YAML, and where; what it said."""
        path = self.folder / name
        path.write_bytes(content)
        done = self.take(path)
        self.assertEqual(done.returncode, NO, done)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith(f"{path}:"), done.stderr)
        return done.stderr.removeprefix(f"{path}:")

    # The kinds

    def test_sigs_of_kubernetes(self):
        done = self.take(FIXTURES / "sigs.yaml")
        self.assertEqual(done.returncode, NO, done)
        self.assertIn("title: 'Apps: Triage: new issues # and old ones'", done.stdout)
        self.assertIn("when: Thursday 09:00 America/New_York\n    duration: 1 hour", done.stdout)
        self.assertIn("when: second Wednesday 16:00 UTC", done.stdout)
        self.assertIn("when: first Tuesday 10:00 Europe/Berlin", done.stdout)
        self.assertIn(':14: refused: Apps: Regular SIG Meeting: "biweekly"', done.stderr)
        self.assertIn("starting 2026-11-23` or ", done.stderr)
        self.assertIn(':22: note: Apps: Triage: new issues # and old ones: "EST"', done.stderr)
        for zone in ("CET", "IST"):
            self.assertIn(f'"{zone}" is an abbreviation', done.stderr)
        self.check(done.stdout)

    def test_two_slots_in_odd_weeks_are_not_turns(self):
        done = self.take(FIXTURES / "self-healing.yaml")
        self.assertEqual(done.returncode, DONE, done)
        self.assertNotIn("alternate:", done.stdout)
        self.assertIn("- odd weeks Wednesday 09:00 UTC", done.stdout)
        self.assertIn("- odd weeks Wednesday 17:00 UTC", done.stdout)
        self.assertIn("two meetings a fortnight, not turns", done.stderr)
        self.check(done.stdout)

    def test_an_odd_and_an_even_slot_are_one_meeting_in_turns(self):
        done = self.take(FIXTURES / "turns.yaml")
        self.assertEqual(done.returncode, DONE, done)
        # The week of 2026-11-23 is the 48th.
        self.assertIn("alternate:\n    - Wednesday 14:00 UTC\n    - Thursday 03:00 UTC", done.stdout)
        self.assertIn("starting: 2026-11-25", done.stdout)
        self.assertIn("2026-12-03: 'Summit: no meeting'", done.stdout)
        self.check(done.stdout)

    def test_every_fourth_week(self):
        done = self.take(FIXTURES / "quad.yaml")
        self.assertEqual(done.returncode, NO, done)
        # The 50th week: 50 leaves 2 by four.
        self.assertIn("when: every 4 weeks Tuesday 15:00 UTC starting 2026-12-08", done.stdout)
        self.assertIn('quad.yaml:9: refused: Release Planning: frequency "fortnightly"', done.stderr)
        self.check(done.stdout)

    def test_a_calendar(self):
        done = self.take(FIXTURES / "calendar.ics")
        self.assertEqual(done.returncode, NO, done)
        self.assertIn("when: Monday 16:00 Europe/Berlin", done.stdout)
        self.assertIn("link: https://docs.example.org/d/1\n", done.stdout)
        self.assertNotIn("alarm.example.org", done.stdout)
        for date in ("2026-12-14: cancelled", "2026-12-21: left out", "2026-12-28: left out"):
            self.assertIn(date, done.stdout)
        self.assertIn("when: last weekday of the month 15:00 Europe/Berlin", done.stdout)
        self.assertIn("rrule: FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", done.stdout)
        self.assertIn("- once on 2026-12-17 15:00 UTC", done.stdout)
        self.assertIn('  "1984":\n    title: "1984"', done.stdout)
        self.assertIn("2026-12-07 is moved to 2026-12-08T10:00 Europe/Berlin", done.stderr)
        self.assertIn('refused: Somewhere: TZID "My own zone"', done.stderr)
        self.assertIn("note: Long ago: it is over", done.stderr)
        self.check(done.stdout)

    def test_a_check_list_that_came_ticked(self):
        done = self.take(FIXTURES / "thanos.md")
        self.assertEqual(done.returncode, DONE, done)
        self.assertIn(":19: note: the list: 9 boxes are ticked in the file. they are open", done.stderr)
        self.assertEqual(done.stdout.count("who: mentee\n"), 9)
        self.check(PROGRAM + done.stdout)
        for who in ("mentors", "ana"):
            done = self.take(FIXTURES / "thanos.md", "--who", who, "--as", "markdown")
            self.assertEqual(done.stdout.count(f"who: {who}\n"), 9)
            self.check(PROGRAM + done.stdout)

    def test_another_group_is_invited(self):
        done = self.take(FIXTURES / "self-healing.yaml", "--invite", "ana", "--as", "openstack")
        self.assertEqual(done.returncode, DONE, done)
        self.assertIn("invite: ana\n", done.stdout)
        self.check(done.stdout)

    # What is none

    def test_files_that_are_refused_whole(self):
        files = {
            "empty.yaml": (b"", "the file is empty"),
            "binary": (b"\x7fELF\x00\x01\x02\xff" * 64, ""),
            "broken.yaml": (b"sigs: [ {name: a\n", ""),
            "other.yaml": (b"colour: green\n", "--as"),
            "none.yaml": (b"sigs: []\n", "no meeting"),
            "open.ics": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "never ends"),
            "crossed.ics": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "does not fit"),
            "words.ics": (b"BEGIN:VCALENDAR\r\nno colon here\r\nEND:VCALENDAR\r\n", "NAME:value"),
            "deep.ics": (
                b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 100, "components within components"),
            "latin.ics": (
                b"BEGIN:VCALENDAR\r\nX:\xe4\r\nEND:VCALENDAR\r\n", "2:1: error: this is not UTF-8"),
            "nul.ics": (b"BEGIN:VCALENDAR\r\nX:\x00\r\nEND:VCALENDAR\r\n", "2:1: error: the char"),
            "many.ics": (b"BEGIN:VCALENDAR\r\n" + b"A:b\r\n" * 100_001, "100000 properties"),
            "long.ics": (b"BEGIN:VCALENDAR\r\nA:" + b"b\r\n c" * 40_000, "a property of"),
        }
        for name, (content, words) in files.items():
            with self.subTest(name):
                self.assertIn(words, self.refused(name, content))

    def test_a_huge_file_is_refused(self):
        path = self.folder / "huge.ics"
        with open(path, "wb") as file:
            file.write(b"BEGIN:VCALENDAR\r\n")
            file.truncate(64 << 20)
        done = self.take(path)
        self.assertEqual(done.returncode, NO, done)
        self.assertIn("larger than", done.stderr)

    def test_a_file_that_is_not_there(self):
        path = self.folder / "nothing.yaml"
        for name, shown in ((path, path), ("", '""')):
            done = self.take(name)
            self.assertEqual(done.returncode, NO, done)
            self.assertEqual(
                done.stderr,
                f"{shown}:1:1: error: it cannot be read: No such file or directory. check that it "
                "is there and that this user may read it\n")
        done = self.take(self.folder)
        self.assertIn("it is not a regular file. name a file\n", done.stderr)

    # What is said of less than a file

    def test_one_date_of_a_series_alone_is_a_meeting_and_noted(self):
        path = self.folder / "invited.ics"
        path.write_text(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:~\nRECURRENCE-ID:20261203T120000Z\n"
            "DTSTART:20261203T140000Z\nDTEND:20261203T140000Z\nEND:VEVENT\nEND:VCALENDAR\n")
        done = self.take(path)
        self.assertEqual(done.returncode, DONE, done)
        self.assertIn('title: "~"\n    when: once on 2026-12-03 14:00 UTC\n', done.stdout)
        self.assertIn(":2: note: ~: the file has this date of a series alone", done.stderr)
        self.assertIn(":7: note: ~: it has no length (DTEND): 1 hour is taken", done.stderr)
        self.check(done.stdout)
