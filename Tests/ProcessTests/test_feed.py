"""`convened feed`: a calendar to subscribe to, as other programs read it."""

import pathlib
import tempfile

import icalendar
import vobject

from calendars import Radicale, khal
from community import ProcessTest, configuration, public_and_not


class FeedTest(ProcessTest):
    seconds = 10

    def feed(self, *which):
        """The daemon's calendar of a community whose first date is cancelled."""
        sink = self.mail_sink().start()
        daemon = self.daemon({"a.yaml": configuration(public_and_not(), sink)}).start()
        daemon.delivered(3)
        self.assertEqual(daemon.run("cancel", "hours", "--because", "strike").returncode, 0)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "feed.ics"
            done = daemon.run("feed", *which, "--output", str(path))
            self.assertEqual(done.returncode, 0, done)
            return path.read_bytes()

    def test_everyone_sees_what_is_public_and_that_it_is_cancelled(self):
        octets = self.feed()
        calendar = icalendar.Calendar.from_ical(octets)
        for component in calendar.walk():
            self.assertEqual(component.errors, [])
        self.assertEqual({str(event["SUMMARY"]) for event in calendar.events},
                         {"Cancelled: Office Hours"})
        self.assertEqual(str(calendar.events[0]["STATUS"]), "CANCELLED")
        self.assertTrue(vobject.readOne(octets.decode()).validate(raiseException=True))

    def test_a_person_sees_all_that_is_theirs_in_khal_and_radicale(self):
        octets = self.feed("--person", "robin")
        events = icalendar.Calendar.from_ical(octets).events
        self.assertEqual({str(event["SUMMARY"]) for event in events},
                         {"Cancelled: Office Hours", "Not for everyone"})
        with tempfile.TemporaryDirectory() as folder:
            said = khal(folder, "printics", "-f", "{title}|{uid}|{status}", octets=octets)
            shown = {line.strip() for line in said.splitlines() if "|" in line}
            self.assertEqual(
                shown, {f"{e['SUMMARY']}|{e['UID']}|{e['STATUS']}" for e in events})
        server = Radicale()
        self.addCleanup(server.close)
        status, body = server.request("PUT", "feed/", octets)
        self.assertEqual(status, 201, body)
        status, kept = server.request("GET", "feed/")
        self.assertEqual(status, 200)
        self.assertEqual(
            sorted(str(e["UID"]) for e in icalendar.Calendar.from_ical(kept).events),
            sorted(str(e["UID"]) for e in events))
