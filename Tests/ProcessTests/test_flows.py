"""What becomes of one meeting in two calendar programs that take every mail about it, in order."""

import tempfile

import icalendar

from calendars import Radicale, khal
from community import FAR, ProcessTest, Start, address, configuration
from daemon import DONE


class FlowsTest(ProcessTest):
    seconds = 15

    def parts(self):
        """The calendar parts of one reader's mails: invited, moved, cancelled, back, off for good."""
        sink = self.mail_sink().start()
        start, later = Start(FAR), Start(FAR + 7_200)
        daemon = self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: yash
              opens: 3 days before
              remind: no
            """, sink)}).start()
        daemon.delivered(2)
        acts = [
            ("move", "hours", "--to", later.at.strftime("%Y-%m-%dT%H:%M"), "--because", "room"),
            ("cancel", "hours", "--because", "strike"),
            ("reinstate", "hours", "--because", "no strike"),
            ("cancel", "hours", "--because", "strike after all"),
        ]
        for done, act in enumerate(acts, start=2):
            answer = daemon.run(*act)
            self.assertEqual(answer.returncode, DONE, answer)
            daemon.delivered(2 * done)
        mails = [mail for mail in sink.mails.all if mail.to == address("yash")]
        self.assertEqual(
            [mail.method for mail in mails],
            ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "CANCEL"])
        self.assertEqual([mail.sequence for mail in mails], [0, 1, 2, 3, 4])
        return [part.get_payload(decode=True) for mail in mails for part, _ in mail.calendars]

    def expected(self, octets):
        event = icalendar.Calendar.from_ical(octets).events[0]
        return (str(event["UID"]), f"{event['DTSTART'].dt:%Y-%m-%dT%H:%M}", str(event["STATUS"]))

    def test_khal_follows_a_meeting_through_its_life(self):
        parts = self.parts()
        with tempfile.TemporaryDirectory() as folder:
            for octets in parts:
                khal(folder, "import", "--batch", "-a", "one", octets=octets)
                # Once: a meeting over midnight is on two days.
                shown = khal(
                    folder, "list", "--once", "--day-format", "", "-f",
                    "{uid}|{start-long-full}|{status}", "today", "10d")
                events = [tuple(field.strip() for field in line.split("|"))
                          for line in shown.splitlines() if "|" in line]
                self.assertEqual(events, [self.expected(octets)], "one event, as it is now")

    def test_radicale_follows_a_meeting_through_its_life(self):
        server = Radicale()
        self.addCleanup(server.close)
        self.assertEqual(server.request("MKCALENDAR", "flow/")[0], 201)
        for octets in self.parts():
            status, body = server.request("PUT", "flow/meeting.ics", octets)
            self.assertIn(status, (201, 204), body)
            status, kept = server.request("GET", "flow/")
            self.assertEqual(status, 200)
            self.assertEqual(len(icalendar.Calendar.from_ical(kept).events), 1)
            self.assertEqual(self.expected(kept), self.expected(octets))
