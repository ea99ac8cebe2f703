"""Times of the week for some people: every count and the whole order beside Python's zoneinfo."""

import collections
import datetime
import json
import pathlib
import subprocess
import tempfile
import time
import unittest
from zoneinfo import ZoneInfo

from daemon import BINARY, CONFIGURATION, DONE, NO, USAGE, Daemon

PEOPLE = {
    "robin": ("America/Los_Angeles", None), "hana": ("Europe/Berlin", ("09:00", "17:30")),
    "yash": ("Asia/Kolkata", ("10:00", "22:00")), "ana": ("Australia/Sydney", ("20:00", "02:00")),
}
HOME = "Europe/Berlin"
WEEKS = 60
COUNT = 20
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
HOURS = ("07:00", "22:00")
# Everybody's, at the same time as many a proposal, and the way of one only.
MEETINGS = {"office-hours": (3, "14:00", "UTC", ["hana", "yash"]), "standup": (1, "08:00", "America/New_York", ["robin"])}


def local(date, clock, zone):
    return datetime.datetime.combine(date, datetime.time.fromisoformat(clock), ZoneInfo(zone))


def utc(when):
    """As people read a local time: after a gap, the first there is."""
    return when.astimezone(datetime.timezone.utc)


class SlotsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.configuration = pathlib.Path(folder.name) / "a.yaml"
        self.state = pathlib.Path(folder.name) / "state"
        self.today = datetime.datetime.now(ZoneInfo(HOME)).date()
        self.away = {"yash": [self.today + datetime.timedelta(days=n) for n in range(10, 30)]}
        lines = [
            "community: OpenTelemetry", "domain: example.org", f"timezone: {HOME}",
            'mail: { from: "Meetings <meetings@example.org>", via: "smtp://127.0.0.1:25" }', "people:"]
        for person, (zone, hours) in PEOPLE.items():
            own = f", hours: {hours[0]}-{hours[1]}" if hours else ""
            off = self.away.get(person)
            own += f", away: [{off[0]} .. {off[-1]}]" if off else ""
            lines.append(f"  {person}: {{ email: {person}@example.org, timezone: {zone}{own} }}")
        lines += ["groups: { crew: [hana, yash], nobody: role nobody }", "meetings:"]
        for name, (day, clock, zone, people) in MEETINGS.items():
            lines.append(
                f"  {name}: {{ title: {name}, when: {DAYS[day]} {clock} {zone}, invite: [{', '.join(people)}] }}")
        self.configuration.write_text("\n".join(lines) + "\n")

    def ask(self, *arguments):
        return subprocess.run(
            [BINARY, "slots", *arguments, "--config", self.configuration, "--state", self.state,
             "--socket", self.state / "control.sock"],
            capture_output=True, text=True, timeout=120)

    # The same by another implementation

    def dates(self, weekday):
        first = self.today + datetime.timedelta(days=1)
        first += datetime.timedelta(days=(weekday - first.weekday()) % 7)
        return [first + datetime.timedelta(weeks=week) for week in range(WEEKS)]

    @staticmethod
    def spans(person, date):
        zone, hours = PEOPLE[person]
        opens, closes = hours or HOURS
        for days in (-1, 0, 1):
            day = date + datetime.timedelta(days=days)
            after = day if opens < closes else day + datetime.timedelta(days=1)
            yield utc(local(day, opens, zone)), utc(local(after, closes, zone))

    def share(self, person, starts, length):
        zone = ZoneInfo(PEOPLE[person][0])
        times, conflicts = collections.Counter(), collections.Counter()
        outside = weekend = hard = busy = away = missing = 0
        missed = worst = center = datetime.timedelta()
        for start in starts:
            end = start + length
            begin = start.astimezone(zone)
            times[f"{DAYS[begin.weekday()][:3]} {begin:%H:%M}"] += 1
            spans = list(self.spans(person, begin.date()))
            miss = min(max(opens - start, end - closes, datetime.timedelta()) for opens, closes in spans)
            center += min(abs((start + length / 2) - (opens + (closes - opens) / 2)) for opens, closes in spans)
            late = begin.weekday() >= 5
            outside += bool(miss)
            weekend += late
            hard += bool(miss) or late
            missed += miss
            worst = max(worst, miss)
            others = {name for name, (from_, until) in self.meetings(person, start) if from_ < end and start < until}
            conflicts.update(others)
            busy += bool(others)
            gone = begin.date() in self.away.get(person, [])
            away += gone
            missing += bool(others) or gone
        return {
            "shown": {
                "person": person, "zone": PEOPLE[person][0],
                "hours": "-".join(PEOPLE[person][1] or HOURS), "times": dict(times),
                "outside": outside, "weekend": weekend, "away": away,
                "minutesMissed": missed.total_seconds() // 60,
                "minutesAtWorst": worst.total_seconds() // 60, "conflicts": dict(conflicts)},
            "hard": hard, "weekend": weekend, "missed": missed, "missing": missing, "busy": busy,
            "center": center.total_seconds() // 1}

    @staticmethod
    def meetings(person, near):
        for name, (weekday, clock, zone, people) in MEETINGS.items():
            for days in range(-2, 3):
                date = near.date() + datetime.timedelta(days=days)
                if person in people and date.weekday() == weekday:
                    start = utc(local(date, clock, zone))
                    yield name, (start, start + datetime.timedelta(hours=1))

    def expected(self, people, length, zone):
        ranked = []
        for weekday in range(7):
            for quarter in range(96):
                clock = f"{quarter // 4:02}:{quarter % 4 * 15:02}"
                starts = [utc(local(date, clock, zone)) for date in self.dates(weekday)]
                shares = [self.share(person, starts, length) for person in sorted(people)]
                rank = (
                    sum(share["hard"] > 0 for share in shares), sum(share["hard"] for share in shares),
                    sum(share["weekend"] for share in shares),
                    sorted((share["missed"] for share in shares), reverse=True),
                    sum(share["missing"] for share in shares), (0, 2, 1, 2)[quarter % 4],
                    sum(share["center"] for share in shares), weekday, quarter)
                ranked.append((rank, f"{DAYS[weekday]} {clock} {zone}", weekday * 96 + quarter, shares))
        taken, chosen = [], []
        for rank, when, place, shares in sorted(ranked, key=lambda each: each[0]):
            if any(min(abs(place - other), 672 - abs(place - other)) < 16 for other in taken):
                continue
            taken.append(place)
            # What it asks of each, whatever their clocks show.
            asked = [
                {**{key: value for key, value in share["shown"].items() if key != "times"}, "busy": share["busy"]}
                for share in shares]
            same = [one for asks, quarter, one in chosen if (asks, quarter) == (asked, place % 96)]
            if same:
                same[0]["alike"].append(when)
                continue
            people = [share["shown"] for share in shares]
            chosen.append((asked, place % 96, {"when": when, "alike": [], "fits": rank[0] == 0, "people": people}))
        return [one for _, _, one in chosen]

    def compare(self, people, *arguments, minutes=60, zone=HOME):
        answer = self.ask(*people, *arguments, "--weeks", str(WEEKS), "--count", str(COUNT), "--json")
        self.assertEqual(answer.returncode, DONE, answer)
        header, *proposals = [json.loads(line) for line in answer.stdout.splitlines()]
        reasons = [proposal.pop("reason") for proposal in proposals]
        members = ["hana", "yash"] if people == ["crew"] else people
        expected = self.expected(members, datetime.timedelta(minutes=minutes), zone)[:COUNT]
        self.assertGreater(len(expected), 10)
        for ours, theirs in zip(proposals, expected, strict=True):
            self.assertEqual(ours, theirs)
        self.assertEqual(header["fits"], expected[0]["fits"])
        return proposals, reasons

    def test_two_who_have_time_at_once(self):
        proposals, reasons = self.compare(["crew"], "--duration", "45m", minutes=45)
        self.assertTrue(proposals[0]["fits"])
        self.assertIn("within everybody's hours", reasons[0])

    def test_four_who_never_have(self):
        proposals, reasons = self.compare(list(PEOPLE), "--zone", "america/new_york", zone="America/New_York")
        self.assertFalse(proposals[0]["fits"])
        self.assertIn("their hours", reasons[0])

    # As people use it

    def test_as_people_read_it(self):
        answer = self.ask("crew", "--count", "3")
        self.assertEqual(answer.returncode, DONE, answer)
        header, *lines = answer.stdout.splitlines()
        self.assertIn("1 hour for hana, yash: 26 weeks from ", header)
        self.assertEqual(len(lines), 3)
        self.assertIn("; alike on ", answer.stdout)
        # Each is a sentence of the grammar.
        for line in lines:
            sentence = line.split("  ")[0]
            dates = subprocess.run([BINARY, "cadence", sentence], capture_output=True, text=True, timeout=60)
            self.assertEqual(dates.returncode, DONE, dates)
        answer = self.ask("robin", "ana", "--count", "1")
        self.assertIn("no full, half or quarter hour is within everybody's hours: these ask least", answer.stdout)

    def test_the_daemon_says_the_same(self):
        daemon = Daemon({"a.yaml": self.configuration.read_text()})
        self.addCleanup(daemon.close)
        daemon.start()
        told = subprocess.run(
            [BINARY, "slots", "crew", *daemon.arguments, "--json"], capture_output=True, text=True, timeout=60)
        alone = self.ask("crew", "--json")
        self.assertEqual((told.returncode, alone.returncode), (DONE, DONE), told)
        self.assertEqual(
            [json.loads(line) for line in told.stdout.splitlines()],
            [json.loads(line) for line in alone.stdout.splitlines()])

    def test_the_daemon_goes_on_meanwhile(self):
        people = [f"  p{n}: {{ email: p{n}@example.org, hours: 8:{n:02}-17:00 }}" for n in range(50)]
        text = self.configuration.read_text().replace("people:", "\n".join(["people:", *people]), 1)
        daemon = Daemon({"a.yaml": text})
        self.addCleanup(daemon.close)
        daemon.start()
        begin = time.monotonic()
        names = [f"p{n}" for n in range(50)]
        asked = subprocess.Popen(
            [BINARY, "slots", *names, "--weeks", "60", *daemon.arguments], stdout=subprocess.PIPE, text=True)
        time.sleep(0.5)
        before = time.monotonic()
        self.assertEqual(daemon.run("status").returncode, DONE)
        took = time.monotonic() - before
        answer = asked.communicate(timeout=300)[0]
        self.assertEqual(asked.returncode, DONE, answer)
        whole = time.monotonic() - begin
        # A build that is fast enough holds nobody up in any case.
        self.assertTrue(took < whole / 2 or whole < 3, (took, whole))

    def test_what_there_is_not(self):
        for arguments, status, said in [
                (["yahs"], NO, "nobody is called \"yahs\". did you mean yash?"),
                (["nobody"], NO, "nobody is in nobody on "),
                (["yash", "--zone", "Europe/Berln"], NO, "write Europe/Berlin"),
                (["yash", "--duration", "1 day"], USAGE, "write 24 hours"),
                (["yash", "--duration", "30 hours"], USAGE, "a day at most"),
                (["yash", "--weeks", "0"], USAGE, "--weeks is between 1 and 104"),
                (["yash", "--count", "21"], USAGE, "--count is between 1 and 20"),
                ([], USAGE, "")]:
            answer = self.ask(*arguments)
            self.assertEqual((answer.returncode, answer.stdout), (status, ""), answer)
            self.assertIn(said, answer.stderr)
        self.configuration.write_text("nonsense")
        self.assertEqual(self.ask("yash").returncode, CONFIGURATION)


if __name__ == "__main__":
    unittest.main()
