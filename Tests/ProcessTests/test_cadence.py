"""`convened cadence`: rules on the command line, and a batch of questions in JSON lines."""

import json
import subprocess
import threading
import unittest

from daemon import BINARY, DONE, INPUT_OUTPUT, NO, USAGE
from waiting import PATIENCE

BERLIN = {"rrule": "FREQ=DAILY", "dtstart": "20260328T023000", "tz": "Europe/Berlin", "limit": 2}


def cadence(*arguments, given=""):
    return subprocess.run(
        [BINARY, "cadence", *arguments], input=given, capture_output=True, text=True,
        timeout=PATIENCE)


def batch(*questions):
    """The answers to questions, each an object or a line as it is."""
    lines = [question if isinstance(question, str) else json.dumps(question) for question in questions]
    done = cadence("--batch", given="\n".join(lines) + "\n")
    assert (done.returncode, done.stderr) == (DONE, ""), done
    return [json.loads(line) for line in done.stdout.splitlines()]


class BatchTest(unittest.TestCase):

    def test_rules_and_sentences(self):
        answers = batch(
            {"id": 1, "rrule": "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "dtstart": "20260130T090000"},
            {"limit": 1, "when": "Thursday 16:00 Europe/Berlin", "from": "2026-12-01", "id": "b"},
            {"id": 3, "rrule": "FREQ=DAILY;BYHOUR=5", "dtstart": "20260101", "tz": "Asia/Tokyo", "limit": 2},
            {"id": 4, "rrule": "FREQ=DAILY;COUNT=1", "dtstart": "20260101T000000", "tz": None})
        self.assertEqual(answers, [
            {"id": 1, "local": ["20260130T090000", "20260227T090000"],
             "utc": ["2026-01-30T09:00:00Z", "2026-02-27T09:00:00Z"]},
            {"id": "b", "local": ["20261203T160000"], "utc": ["2026-12-03T15:00:00Z"]},
            {"id": 3, "local": ["20260101", "20260102"],
             "utc": ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]},
            {"id": 4, "local": ["20260101T000000"], "utc": ["2026-01-01T00:00:00Z"]}])

    def test_a_number_beyond_what_is_asked_for_ends_it_as_well(self):
        ask = {"dtstart": "20260101T090000", "limit": 3, "exdate": ["20260101T090000", "20260102T090000Z"]}
        answers = batch(*({"rrule": f"FREQ=DAILY;COUNT={count}"} | ask for count in (3, 4, 5, 6, 1000)))
        self.assertEqual([len(answer["utc"]) for answer in answers], [1, 2, 3, 3, 3])
        begun, = batch({"rrule": "FREQ=DAILY;COUNT=5", "dtstart": "20260101T090000", "from": "2026-01-04", "limit": 3})
        self.assertEqual(begun["utc"], ["2026-01-04T09:00:00Z", "2026-01-05T09:00:00Z"])

    def test_crontab_lines_and_calendar_events(self):
        answers = batch(
            {"id": 1, "cron": "0 14  * * thu", "tz": "Europe/Berlin", "from": "2026-12-01", "limit": 2},
            {"id": 2, "calendar": "thu *-*-1..7 16:0 Asia/Tokyo", "tz": "UTC", "from": "2026-12-01", "limit": 1},
            {"id": 3, "calendar": "*-02-30", "from": "2026-12-01"})
        self.assertEqual(answers, [
            {"id": 1, "written": "0 14 * * thu Europe/Berlin", "local": ["20261203T140000", "20261210T140000"],
             "utc": ["2026-12-03T13:00:00Z", "2026-12-10T13:00:00Z"]},
            {"id": 2, "written": "Thu *-*-01..07 16:00:00 Asia/Tokyo", "local": ["20261203T160000"],
             "utc": ["2026-12-03T07:00:00Z"]},
            {"id": 3, "written": "*-02-30 00:00:00 UTC", "local": [], "utc": []}])

    def test_each_date_is_on_its_own_clock(self):
        two = "Thursday 16:00 Europe/Berlin; Sunday 02:30 America/New_York"
        answer, = batch({"when": two, "from": "2027-03-10", "limit": 3})
        self.assertEqual(answer["local"], ["20270311T160000", "20270314T033000", "20270318T160000"])
        done = cadence(two, "--from", "2027-03-12", "--until", "2027-03-15")
        self.assertEqual(done.stdout.splitlines()[-1], (
            "Sun 2027-03-14 03:30 America/New_York  2027-03-14T07:30:00Z"
            "  (02:30 does not exist that day: clocks go forward)"))
        self.assertIn("  who follows this RRULE leaves out 2027-03-14, when the clock jumps over the time", done.stdout)

    def test_a_zone_and_a_first_date_go_with_all(self):
        answers = batch(
            {"when": "Thursday 16:00", "tz": "Europe/Berlin", "from": "2026-12-01", "limit": 1},
            {"rrule": "FREQ=WEEKLY", "dtstart": "20200101T090000", "from": "2026-12-01", "limit": 1},
            {"when": "every 2 weeks Thursday 16:00 UTC", "starting": "2026-12-10", "limit": 1})
        self.assertEqual([answer["utc"] for answer in answers], [
            ["2026-12-03T15:00:00Z"], ["2026-12-02T09:00:00Z"], ["2026-12-10T16:00:00Z"]])

    def test_a_time_that_the_clock_jumps_over(self):
        omitted, shifted = batch(BERLIN, BERLIN | {"gap": "shift"})
        self.assertEqual(omitted["utc"], ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"])
        self.assertEqual(shifted["utc"], ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"])
        self.assertEqual(shifted["local"][1], "20260329T033000", "what people see on the clock")

    def test_dates_beside_the_rule_and_dates_left_out(self):
        autumn = {"rrule": "FREQ=HOURLY;COUNT=3", "dtstart": "20261025T013000", "tz": "Europe/Berlin"}
        local, instants = batch(
            autumn | {"rdate": ["20261026T120000"], "exdate": ["20261025T033000"]},
            autumn | {"rdate": ["20261025T013000Z"], "exdate": ["20261024T233000Z"]})
        self.assertEqual(local["local"], ["20261025T013000", "20261025T023000", "20261026T120000"])
        self.assertEqual(instants["local"], ["20261025T023000", "20261025T023000", "20261025T033000"])
        self.assertEqual(instants["utc"][:2], ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"])

    def test_an_id_comes_back_as_it_was(self):
        rule = '"rrule":"FREQ=DAILY;COUNT=1","dtstart":"20260101T090000"'
        names = ["1.50e3", "null", "true", '"\\u00e9\\ud83d\\ude00 \\"x\\""', '"é"', "12345678901234567890"]
        done = cadence("--batch", given="".join(f'{{{rule} , "id" : {name}}}\n' for name in names))
        self.assertEqual(
            [line[:line.index(',"local"')] for line in done.stdout.splitlines()],
            [f'{{"id":{name}' for name in names])

    def test_what_cannot_be_read_is_answered_and_passed_over(self):
        wrong = [
            ("", "line 1, column 1"), ("nonsense", "line 2, column 1"),
            ('{"id":3,"rrule":"FREQ=DAILY"', "line 3, column 29"),
            ({"id": 4, "rrule": "FREQ=DAILY;BYDAY=XX", "dtstart": "20260101"}, "line 4, rrule, column 18"),
            ({"id": 5, "rrule": "FREQ=DAILY", "dtstart": "soon"}, "line 5, dtstart"),
            ({"id": 6} | BERLIN | {"tz": "Europe/Berlni"}, "line 6, tz"),
            ({"id": 7} | BERLIN | {"limit": 0}, "line 7, limit"),
            ({"id": 8} | BERLIN | {"limt": 4}, "line 8, limt"),
            ({"id": 9} | BERLIN | {"exdate": "20260101T023000"}, "line 9, exdate"),
            ({"id": 10} | BERLIN | {"rdate": ["20260101"]}, "line 10, rdate"),
            ({"id": 11, "rrule": "FREQ=HOURLY", "dtstart": "20260101"}, "line 11, dtstart"),
            ({"id": 12, "when": "biweekly Thursday 16:00 UTC"}, "line 12, when, column 1"),
            ({"id": 13, "when": "Thursday 16:00 UTC", "from": "1 May"}, "line 13, from"),
            ({"id": 14, "when": "Thursday 16:00 UTC", "rrule": "FREQ=DAILY"}, "line 14, rrule"),
            ('{"id":15,"id":16}', "line 15, id"), ('{"id":"\\ud83d"}', "line 16, column 14"),
            ('{"id":[1]}', "line 17, column 8"), ("[]", "line 18, column 1"),
            ({"cron": "0 25 * * *"}, "line 19, cron, column 3"),
            ({"calendar": "Thu 25:00"}, "line 20, calendar, column 5"),
            ({"cron": "0 9 * * *", "calendar": "daily"}, "line 21, calendar"),
            ({"cron": "0 9 * * *", "dtstart": "20260101"}, "line 22, dtstart"),
            ({"when": "Thursday 16:00 UTC", "cron": "0 9 * * *"}, "line 23, cron"),
            ({"calendar": "daily", "tz": "Europe/Berlni"}, "line 24, tz"),
            ({"calendar": "daily", "from": "May"}, "line 25, from"),
            ({"cron": "0 9 * * *", "starting": "2026-12-03"}, "line 26, starting"),
            (BERLIN | {"starting": "2026-12-03"}, "line 27, starting"),
        ]
        answers = batch(*(question for question, _ in wrong), {"id": 99} | BERLIN)
        for answer, (question, place) in zip(answers[:-1], wrong, strict=True):
            self.assertRegex(answer["error"], f"^{place}[:,]", question)
            self.assertIn(". write ", answer["error"])
        self.assertEqual([answer["id"] for answer in answers[3:14]], list(range(4, 15)))
        self.assertEqual(len(answers[-1]["utc"]), 2, "the next line is read")

    def test_a_line_without_an_end_to_it(self):
        long = json.dumps({"id": "x" * (1 << 20)} | BERLIN)
        answers = batch(long, {"id": 2} | BERLIN)
        self.assertIn("line 1: it is longer than 1 MiB", answers[0]["error"])
        self.assertEqual((answers[1]["id"], len(answers[1]["local"])), (2, 2))

    def test_the_last_line_needs_no_line_feed(self):
        done = cadence("--batch", given=json.dumps({"id": 1} | BERLIN))
        self.assertEqual(json.loads(done.stdout)["id"], 1)

    def test_a_peer_that_waits_for_each_answer(self):
        with subprocess.Popen(
            [BINARY, "cadence", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            guard = threading.Timer(PATIENCE, process.kill)
            guard.start()
            try:
                for number in range(3):
                    process.stdin.write(json.dumps({"id": number} | BERLIN) + "\n")
                    process.stdin.flush()
                    self.assertEqual(json.loads(process.stdout.readline())["id"], number)
                process.stdin.close()
                self.assertEqual(process.wait(), DONE)
            finally:
                guard.cancel()


class RuleTest(unittest.TestCase):

    def test_the_start_that_is_proposed_is_one(self):
        for day, start in (("2026-01-01", "2026-01-01T09:00"), ("20260101", "20260101T090000")):
            rule = ["--rrule", "FREQ=HOURLY", "--count", "1", "--start"]
            self.assertIn(f"write {start},", cadence(*rule, day).stderr)
            self.assertEqual(cadence(*rule, start).returncode, DONE)

    def test_a_rule_on_the_command_line(self):
        rule = ["--rrule", "FREQ=DAILY", "--tz", "Europe/Berlin", "--count", "2"]
        for start in ("2026-03-28T02:30", "20260328T023000"):
            done = cadence(*rule, "--start", start)
            self.assertEqual(done.stdout.splitlines(), [
                "Sat 2026-03-28 02:30 Europe/Berlin  2026-03-28T01:30:00Z",
                "Mon 2026-03-30 02:30 Europe/Berlin  2026-03-30T00:30:00Z"])
        shifted = cadence(*rule, "--start", start, "--gap", "shift", "--json")
        self.assertEqual(json.loads(shifted.stdout.splitlines()[1]), {
            "local": "2026-03-29T03:30", "utc": "2026-03-29T01:30:00Z", "zone": "Europe/Berlin",
            "adjustment": "gap"})

    def test_from_until_and_whole_days(self):
        done = cadence(
            "--rrule", "FREQ=MONTHLY;BYMONTHDAY=-1", "--start", "2026-01-31", "--from", "2027-01-01",
            "--until", "2027-03-30", "--json")
        self.assertEqual(
            [json.loads(line) for line in done.stdout.splitlines()],
            [{"local": "2027-01-31"}, {"local": "2027-02-28"}])

    def test_a_sentence_with_the_zone_beside_it(self):
        done = cadence("Thursday 16:00", "--tz", "Europe/Berlin", "--from", "2026-12-01", "--until", "2026-12-12")
        self.assertEqual(done.stdout.splitlines(), [
            "Thursday 16:00 Europe/Berlin",
            "  DTSTART;TZID=Europe/Berlin:20261203T160000", "  RRULE:FREQ=WEEKLY;BYDAY=TH",
            "Thu 2026-12-03 16:00 Europe/Berlin  2026-12-03T15:00:00Z",
            "Thu 2026-12-10 16:00 Europe/Berlin  2026-12-10T15:00:00Z"])

    def test_a_sentence_that_no_rule_says_and_one_without_dates(self):
        done = cadence("Wed after fourth Tue 10:00 UTC", "--from", "2026-12-01", "--count", "1", "--json")
        self.assertEqual(json.loads(done.stdout.splitlines()[0]), {
            "written": "Wednesday after fourth Tuesday 10:00 UTC", "notes": []})
        done = cadence("ad hoc")
        self.assertEqual(done.stdout.splitlines(), [
            "on demand",
            "  its dates are written beside it, as `once on 2026-12-10 14:00 Europe/Berlin`", "no date"])

    def test_schedules_for_machines_are_explained(self):
        done = cadence("--cron", "0 9 13 * 5", "--tz", "Europe/Berlin", "--from", "2026-12-10", "--count", "2")
        self.assertEqual(done.stdout.splitlines(), [
            "0 9 13 * 5 Europe/Berlin",
            "  either is enough: the day of the month (13) or the day of the week (5)",
            "Fri 2026-12-11 09:00 Europe/Berlin  2026-12-11T08:00:00Z",
            "Sun 2026-12-13 09:00 Europe/Berlin  2026-12-13T08:00:00Z"])
        done = cadence("--calendar", "Fri *-*~01..07 9:00", "--from", "2026-12-10", "--count", "1", "--json")
        self.assertEqual([json.loads(line) for line in done.stdout.splitlines()], [
            {"written": "Fri *-*~01..07 09:00:00 UTC", "notes": [
                "both have to fit: the weekday and the date",
                "days behind \"~\" count from the month's end: 01 is the last"]},
            {"local": "2026-12-25T09:00", "utc": "2026-12-25T09:00:00Z", "zone": "UTC",
             "adjustment": "none"}])
        done = cadence("--cron", "30 2 * * *", "--tz", "Europe/Berlin", "--from", "2026-12-10", "--count", "1")
        self.assertEqual(done.stdout.splitlines()[1:-1], [
            "  on 2027-03-28 the clock jumps over 02:30: it comes as much later"])
        done = cadence("--cron", "CRON_TZ=Europe/Berlin 0 9 * * * /usr/bin/true")
        self.assertEqual(done.returncode, NO)
        self.assertEqual(
            done.stderr, "--cron, column 1: the zone follows the line. write 0 9 * * * Europe/Berlin\n")
        for option, wrong in (("--cron", "0 9 32 * *"), ("--calendar", "Thu *-13-01")):
            done = cadence(option, wrong)
            self.assertEqual(done.returncode, NO)
            self.assertRegex(done.stderr, f"^{option}, column [0-9]+: .*\\. write ")

    def test_what_is_wrong_is_said_with_its_column(self):
        done = cadence("--rrule", "FREQ=DAILY;BYDAY=XX", "--start", "2026-01-01")
        self.assertEqual(done.returncode, NO)
        self.assertRegex(done.stderr, r"^--rrule, column 18: BYDAY: .*\. write ")
        done = cadence("biweekly Thursday 16:00 UTC")
        self.assertEqual(done.returncode, NO)
        self.assertRegex(done.stderr, r"^the sentence, column 1: .*\. write ")

    def test_what_a_message_quotes_does_not_act(self):
        said = cadence("\x1b[31m\u202e می\u200cخواهم").stderr
        self.assertIn("\\u{1b}", said)
        self.assertFalse({"\x1b", "\u202e"} & set(said))

    def test_output_that_cannot_be_written_is_no_success(self):
        for arguments in (["cadence", "Thursday 14:00 UTC"], ["--help"]):
            with open("/dev/full", "w") as full:
                done = subprocess.run(
                    [BINARY, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, INPUT_OUTPUT, arguments)
            self.assertEqual(
                done.stderr, "standard output: it cannot be written: No space left on device\n")

    def test_arguments_that_do_not_go_together(self):
        for arguments in (
            [], ["--batch", "--tz", "UTC"], ["Thursday 14:00 UTC", "--start", "2026-01-01"],
            ["--rrule", "FREQ=DAILY"], ["--rrule", "FREQ=DAILY", "--start", "2026-01-01", "--starting", "x"],
            ["--cron", "0 9 * * *", "--starting", "2026-01-01"], ["--cron", "0 9 * * *", "--calendar", "daily"],
            ["Thursday 14:00 UTC", "--count", "0"], ["Thursday 14:00 UTC", "--from", "May"],
            ["--rrule", "FREQ=DAILY", "--start", "2026-01-01", "--gap", "jump"],
        ):
            self.assertEqual(cadence(*arguments).returncode, USAGE, arguments)


if __name__ == "__main__":
    unittest.main()
