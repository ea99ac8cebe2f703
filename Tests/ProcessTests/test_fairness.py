"""Who meets at what hour: a real meeting whose turns are in two zones, beside Python's zoneinfo."""

import collections
import datetime
import json
import pathlib
import subprocess
import tempfile
import unittest
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from daemon import BINARY, DONE

# OpenTelemetry's Semantic Conventions: "Alternating between Thursday at 08:00 PT and Thursday at 05:30 UTC".
TURNS = [(8, 0, "America/Los_Angeles"), (5, 30, "UTC")]
PEOPLE = {
    "robin": ("America/Los_Angeles", None), "hana": ("Europe/Berlin", ("09:00", "17:00")),
    "yash": ("Asia/Kolkata", None), "ana": ("Australia/Sydney", ("20:00", "02:00")),
    "otto": ("UTC", None),
}
MONTHS = 14


def clock(text):
    return datetime.time.fromisoformat(text)


class FairnessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.configuration = pathlib.Path(folder.name) / "a.yaml"
        self.state = pathlib.Path(folder.name) / "state"
        self.now = datetime.datetime.now(datetime.timezone.utc)
        # The Thursday before last: both turns are near.
        self.starting = self.now.date() - datetime.timedelta(days=(self.now.weekday() - 3) % 7 + 7)
        lines = [
            "community: OpenTelemetry", "domain: example.org",
            'mail: { from: "Meetings <meetings@example.org>", via: "smtp://127.0.0.1:25" }', "people:"]
        for person, (zone, hours) in PEOPLE.items():
            own = f", hours: {hours[0]}-{hours[1]}" if hours else ""
            lines.append(f"  {person}: {{ email: {person}@example.org, timezone: {zone}{own} }}")
        turns = ", ".join(f"Thursday {h:02}:{m:02} {zone}" for h, m, zone in TURNS)
        lines += [
            "meetings:", "  semconv:", "    title: Semantic Conventions",
            f"    alternate: [{turns}]", f"    starting: {self.starting}", "    duration: 1 hour",
            f"    invite: [{', '.join(PEOPLE)}]"]
        self.configuration.write_text("\n".join(lines) + "\n")

    def ask(self, *arguments):
        return subprocess.run(
            [BINARY, "fairness", *arguments, "--config", self.configuration, "--state", self.state,
             "--socket", self.state / "control.sock"],
            capture_output=True, text=True, timeout=60)

    def starts(self):
        """The meetings ahead, by another implementation."""
        first = ZoneInfo(TURNS[0][2])
        today = self.now.astimezone(first).date()
        last = today + relativedelta(months=MONTHS)
        end = datetime.datetime.combine(last, datetime.time(23, 59), first)
        for week in range(200):
            hour, minute, zone = TURNS[week % 2]
            date = self.starting + datetime.timedelta(weeks=week)
            start = datetime.datetime.combine(date, datetime.time(hour, minute), ZoneInfo(zone))
            if self.now < start < end:
                yield start

    @staticmethod
    def is_outside(start, zone, hours):
        opens, closes = [clock(each) for each in hours or ("07:00", "22:00")]
        begin = start.astimezone(zone)
        finish = (start + datetime.timedelta(hours=1)).astimezone(zone)
        for day in (begin.date() - datetime.timedelta(days=1), begin.date()):
            after = day if opens < closes else day + datetime.timedelta(days=1)
            if (datetime.datetime.combine(day, opens, zone) <= begin
                    and finish <= datetime.datetime.combine(after, closes, zone)):
                return False
        return True

    def test_a_real_meeting_in_turns_beside_zoneinfo(self):
        answer = self.ask("semconv", "--months", str(MONTHS), "--json")
        self.assertEqual(answer.returncode, DONE, answer)
        header, *shares = [json.loads(line) for line in answer.stdout.splitlines()]
        starts = list(self.starts())
        self.assertGreater(len(starts), 50)
        self.assertEqual(header["meetings"], len(starts))
        self.assertEqual({share["person"] for share in shares}, set(PEOPLE))
        for share in shares:
            name, hours = PEOPLE[share["person"]]
            zone = ZoneInfo(name)
            times = collections.Counter(f"{start.astimezone(zone):%H:%M}" for start in starts)
            self.assertEqual(share["times"], times, share)
            outside = sum(self.is_outside(start, zone, hours) for start in starts)
            self.assertEqual(share["outside"], outside, share)
        # Somebody is always up at night here, and the list begins with whoever is most.
        counts = [share["outside"] for share in shares]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertGreater(counts[0], 0)

    def test_as_people_read_it(self):
        answer = self.ask("semconv")
        self.assertEqual(answer.returncode, DONE, answer)
        header, scale, *lines = answer.stdout.splitlines()
        self.assertIn("Semantic Conventions: ", header)
        self.assertIn("00 03 06", scale)
        self.assertEqual(len(lines), len(PEOPLE))
        column = scale.index("00")
        self.assertEqual({len(line[column:].split()[0]) for line in lines}, {24})

    def test_what_there_is_not(self):
        answer = self.ask("semcov")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertIn("did you mean semconv?", answer.stderr)
        self.assertEqual(self.ask("semconv", "--months", "99").returncode, 64)


if __name__ == "__main__":
    unittest.main()
