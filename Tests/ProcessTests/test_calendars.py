"""What other people's calendar programs make of every golden: icalendar, vobject, khal, Radicale."""

import email
import email.policy
import pathlib
import re
import tempfile
import unittest

import icalendar
import vobject

from calendars import Radicale, khal

GOLDENS = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "messages"
FACTS = (
    "UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL STATUS TRANSP ORGANIZER"
    " ATTENDEE CONFERENCE"
).split()
def calendars():
    """(name, octets) of each golden's calendar part."""
    for path in sorted(GOLDENS.glob("*.eml")):
        message = email.message_from_bytes(
            path.read_bytes().replace(b"\n", b"\r\n"), policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/calendar":
                yield path.stem, part.get_payload(decode=True)


def facts(octets):
    """What the event says, unescaped."""
    event = icalendar.Calendar.from_ical(octets).events[0]
    return {name: (event[name].to_ical(), dict(getattr(event[name], "params", {})))
            for name in FACTS if name in event}


class CalendarsTest(unittest.TestCase):
    seconds = 20

    def setUp(self):
        self.goldens = list(calendars())
        self.assertGreater(len(self.goldens), 15)

    def test_icalendar_finds_no_error(self):
        for name, octets in self.goldens:
            with self.subTest(name):
                calendar = icalendar.Calendar.from_ical(octets)
                for component in calendar.walk():
                    self.assertEqual(component.errors, [])
                # It writes what it read: nothing was lost on the way in.
                self.assertEqual(facts(calendar.to_ical()), facts(octets))

    def test_vobject_agrees(self):
        for name, octets in self.goldens:
            with self.subTest(name):
                calendar = vobject.readOne(octets.decode("utf-8"))
                self.assertTrue(calendar.validate(raiseException=True))
                event = icalendar.Calendar.from_ical(octets).events[0]
                self.assertEqual(calendar.vevent.summary.value, event["SUMMARY"])
                self.assertEqual(calendar.vevent.dtstart.value, event["DTSTART"].dt)
                self.assertEqual(calendar.vevent.attendee.value, event["ATTENDEE"])

    def test_khal_shows_the_meeting(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, octets in self.goldens:
                with self.subTest(name):
                    said = khal(
                        folder, "printics", "-f",
                        "{title}|{start-long-full}|{end-long-full}|{uid}|{status}", octets=octets)
                    event = icalendar.Calendar.from_ical(octets).events[0]
                    times = [f"{event[each].dt:%Y-%m-%dT%H:%M}" for each in ("DTSTART", "DTEND")]
                    shown = [str(event["SUMMARY"]), *times, str(event["UID"]), str(event["STATUS"])]
                    self.assertEqual(
                        [each.strip() for each in said.splitlines()[-1].split("|")],
                        shown)

    def radicale(self):
        server = Radicale()
        self.addCleanup(server.close)
        return server

    def test_radicale_keeps_every_word(self):
        server = self.radicale()
        for name, octets in self.goldens:
            with self.subTest(name):
                self.assertEqual(server.request("MKCALENDAR", f"{name}/")[0], 201)
                status, body = server.request("PUT", f"{name}/meeting.ics", octets)
                self.assertEqual(status, 201, body)
                status, kept = server.request("GET", f"{name}/meeting.ics")
                self.assertEqual(status, 200)
                self.assertEqual(facts(kept), facts(octets))

    def test_radicale_refuses_what_is_broken(self):
        """A server that takes everything proves nothing about what it took."""
        server = self.radicale()
        server.request("MKCALENDAR", "broken/")
        octets = dict(self.goldens)["invitation-accents"]
        end = b"END:VCALENDAR\r\n"
        event = re.search(b"BEGIN:VEVENT.*END:VEVENT\r\n", octets, re.DOTALL)[0]
        broken = {
            "no end": octets.replace(end, b""),
            "no UID": re.sub(rb"UID:[^\r]*\r\n", b"", octets),
            "bad date": octets.replace(b"DTSTART:2026", b"DTSTART:20Z6"),
            "two UIDs": octets.replace(b"UID:", b"UID:x\r\nUID:"),
            "mixed UIDs": octets.replace(end, event.replace(b"UID:", b"UID:x") + end),
            "raw line break": octets.replace(b"SUMMARY:", b"SUMMARY:a\r\nb"),
        }
        for name, mutant in broken.items():
            with self.subTest(name):
                self.assertNotEqual(mutant, octets)
                self.assertEqual(server.request("PUT", "broken/meeting.ics", mutant)[0], 400)


if __name__ == "__main__":
    unittest.main()
