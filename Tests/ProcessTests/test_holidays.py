"""Holidays from a calendar file: checked, loaded whole or not at all, and shown before they count."""

import datetime
import subprocess
import textwrap

from community import ProcessTest
from daemon import BINARY, CONFIGURATION, DONE, NO
from waiting import PATIENCE

CONFIG = """
    community: Example
    domain: example.org
    mail: {{ from: "Meetings <meetings@example.org>", via: "maildir:{mail}" }}
    holidays: {{ poland: holidays/poland.ics }}
    people:
      ana: {{ name: Ana, email: ana@example.org, timezone: Europe/Warsaw, holidays: poland }}
      ben: {{ email: ben@example.org, timezone: Asia/Kolkata }}
    meetings:
      hours: {{ title: Office Hours, when: "{sentence}", hosts: ana, invite: ben, opens: 2 days before }}
      other: {{ title: Other Hours, when: "{sentence}", hosts: ben, invite: ana, holidays: poland, opens: 6 days before }}
    """


class HolidaysTest(ProcessTest):

    def setUp(self):
        super().setUp()
        self.subject = self.daemon({})
        # Every week, from a day that is not yet invited to.
        self.day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=5)
        mail = self.subject.folder / "mail"
        (self.subject.etc / "holidays").mkdir()
        self.holiday(self.day + datetime.timedelta(days=7))
        sentence = f"{self.day:%A} 12:00 Europe/Warsaw"
        self.subject.write("a.yaml", textwrap.dedent(CONFIG.format(mail=mail, sentence=sentence)))

    def holiday(self, day, name="Constitution Day", extra=""):
        """In the year before last, and every year since."""
        first = day.replace(year=day.year - 2, day=min(day.day, 28))
        rule = f"RRULE:FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}"
        (self.subject.etc / "holidays/poland.ics").write_text("\r\n".join([
            "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", f"SUMMARY:{name}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}", rule, extra or "CLASS:PUBLIC", "END:VEVENT", "END:VCALENDAR", ""]))

    def reasons(self):
        rows = self.subject.ask("next", "--days", "20")
        return {row["occurrence"]: row.get("reason") for row in rows}

    def test_a_holiday_is_an_absence_of_a_person_and_skips_a_meeting(self):
        second = self.day + datetime.timedelta(days=7)
        daemon = self.subject.start()
        reasons = self.reasons()
        self.assertEqual(reasons[f"hours/{second}"], "Ana (Constitution Day) is away")
        self.assertNotIn(f"other/{second}", reasons)
        self.assertIsNone(reasons[f"hours/{self.day}"])
        why = daemon.run("why", f"other/{second}")
        self.assertIn("not planned: skipped (Constitution Day)", why.stdout)
        # Another day: first it is planned, then loaded.
        self.holiday(self.day, "Saint Nicholas")
        self.assertEqual(self.reasons(), reasons)
        plan = daemon.run("plan")
        self.assertEqual(plan.returncode, DONE)
        self.assertIn(f"hours/{self.day} will not take place: Ana (Saint Nicholas) is away; "
                      f"hours/{second} will take place after all  tells nobody yet", plan.stdout)
        self.assertEqual(daemon.run("reload").returncode, DONE)
        reasons = self.reasons()
        self.assertEqual(reasons[f"hours/{self.day}"], "Ana (Saint Nicholas) is away")
        self.assertIn(f"other/{second}", reasons)
        # Whoever was invited was told, and what was decided is still there.
        why = daemon.run("why", f"other/{self.day}").stdout
        self.assertEqual(why.splitlines()[0], f"other/{self.day}: not planned: skipped (Saint Nicholas)")
        self.assertIn("invitation", why)
        self.assertIn("cancellation", why)
        self.assertEqual(daemon.run("plan").stdout.strip(), "nothing would change")

    def test_what_a_holiday_takes_is_to_be_found_there(self):
        second = self.day + datetime.timedelta(days=7)
        moved = self.subject.start().run(
            "move", f"other/{second}", "--to", f"{second}T15:00", "--because", "x")
        self.assertEqual(moved.returncode, NO)
        self.assertIn("take it out of `skip:`, or of the calendar in `holidays:`, first", moved.stderr)

    def test_a_calendar_that_cannot_be_used_refuses_all_of_it(self):
        daemon = self.subject.start()
        before = self.reasons()
        self.holiday(self.day, extra="DTEND;VALUE=DATE:yesterday")
        place = f"{daemon.etc}/holidays/poland.ics:8:1: error: DTEND \"yesterday\" is no day after DTSTART"
        for command in ("reload", "plan"):
            refused = daemon.run(command)
            self.assertEqual(refused.returncode, CONFIGURATION, refused)
            self.assertIn(place, refused.stderr)
        checked = subprocess.run([BINARY, "check", daemon.etc], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(checked.returncode, NO, checked)
        self.assertIn(place, checked.stdout)
        self.assertEqual(self.reasons(), before)
