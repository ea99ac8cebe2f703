"""What a monitor reads: /metrics of the inner side, by Prometheus' own parser."""

from prometheus_client.parser import text_string_to_metric_families

from community import FAR, ProcessTest, Start, configuration
from web import asked, board_port, served, site_port

# Seconds from now, as in test_life.
CALL, CUTOFF, START = 10, 16, 300
BOARD = "\nboard: { listen: \"127.0.0.1:8081\" }\n"


class Numbers:
    """One scrape."""

    def __init__(self, text):
        self.families = {family.name: family for family in text_string_to_metric_families(text)}

    def samples(self, name):
        """(labels, value) of all samples of that name."""
        return [(sample.labels, sample.value) for family in self.families.values()
                for sample in family.samples if sample.name == name]

    def value(self, name, **labels):
        """Of the one sample with exactly these labels."""
        [value] = [value for found, value in self.samples(name) if found == labels]
        return value

    def total(self, name, **labels):
        """Of all samples with these labels, whatever others they have."""
        return sum(value for found, value in self.samples(name)
                   if labels.items() <= found.items())


class MetricsTest(ProcessTest):
    seconds = 25

    def start(self, daemon, *arguments):
        daemon.start(arguments=["--board", "127.0.0.1:0", *arguments])
        self.port = board_port(daemon)
        return daemon

    def scrape(self):
        answer = asked(self.port, "GET", "/metrics", host="127.0.0.1")
        self.assertEqual(answer.status, 200)
        self.assertEqual(
            answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")
        self.text = answer.body.decode()
        return Numbers(self.text)

    def assert_whole(self, numbers):
        """Every histogram is one, every counter is called so, and nothing is there twice."""
        for name, family in numbers.families.items():
            self.assertTrue(family.documentation, name)
            keys = [(sample.name, tuple(sorted(sample.labels.items()))) for sample in family.samples]
            self.assertEqual(len(keys), len(set(keys)), name)
            self.assertTrue(all(sample.value >= 0 for sample in family.samples), name)
            if family.type == "counter":
                self.assertTrue(all(s.name.endswith("_total") for s in family.samples), name)
            if family.type == "histogram":
                buckets = [(float(labels["le"]), value)
                           for labels, value in numbers.samples(name + "_bucket")]
                self.assertEqual(buckets, sorted(buckets))
                self.assertEqual([count for _, count in buckets],
                                 sorted(count for _, count in buckets))
                self.assertEqual(buckets[-1], (float("inf"), numbers.value(name + "_count")))
        self.assertEqual({f.type for f in numbers.families.values()},
                         {"counter", "gauge", "histogram"})

    def test_a_meeting_that_is_cancelled_at_its_cutoff_is_counted(self):
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.daemon({})
        start = Start(START)
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              hosts: hana
              invite: [yash, robin]
              agenda: {{ call: {start.before(CALL)}, cutoff: {start.before(CUTOFF)} }}
              remind: no
              notify: [mail, announce]
            other:
              title: Another
              when: {Start(FAR).sentence}
              hosts: hana
              agenda: {{ from: agenda.md, cutoff: 1 hour before }}
              remind: no
            """, sink, hook, secret=self.secret(daemon, hook)) + BOARD)
        daemon.write("agenda.md", f"## {Start(FAR).date}\n\n- one\n- two\n")
        self.start(daemon)
        daemon.ask("agenda", "add", "other", "three", "--by", "hana")
        daemon.ask("reload")
        text = (daemon.etc / "a.yaml").read_text()
        daemon.write("a.yaml", text + "nonsense: 1\n")
        self.assertNotEqual(daemon.run("reload").returncode, 0)
        daemon.logged("open → cancelled")
        daemon.delivered(4 + 3 + 4)

        numbers = self.scrape()
        self.assert_whole(numbers)
        # 1: the state changes are those of the journal.
        self.assertEqual(numbers.value("convened_state_changes_total", **{
            "from": "open", "to": "cancelled"}), 1)
        self.assertEqual(numbers.value("convened_state_changes_total", **{
            "from": "planned", "to": "open"}), 2)
        states = {labels["state"]: value
                  for labels, value in numbers.samples("convened_occurrences")}
        self.assertEqual(states, {"planned": 0, "open": 1, "confirmed": 0, "held": 0,
                                  "cancelled": 1, "lapsed": 0})
        # 2: the notices are those of the outbox, and nothing waits.
        rows = daemon.outbox
        for kind in {row["kind"] for row in rows}:
            self.assertEqual(
                numbers.value("convened_notices_total", kind=kind, result="delivered"),
                len([row for row in rows if row["kind"] == kind]), kind)
        self.assertEqual(numbers.total("convened_notices_total"), len(rows))
        self.assertEqual(numbers.value(
            "convened_notices_total", kind="reminder", result="refused"), 0, "there from the start")
        self.assertEqual(numbers.total("convened_notice_retries_total"), 0)
        self.assertEqual(numbers.total("convened_outbox_notices"), 0)
        self.assertEqual(numbers.value("convened_outbox_oldest_due_seconds"), 0)
        # 3: the call and the cutoff were deadlines; what was accepted was on its way for a time.
        self.assertEqual(numbers.value("convened_decision_lateness_seconds_count"), 2)
        self.assertEqual(
            numbers.value("convened_delivery_lateness_seconds_count"), len(rows))
        self.assertGreater(numbers.value("convened_decision_lateness_seconds_sum"), 0)
        # 4: what came in, and what for.
        self.assertEqual(numbers.value("convened_agenda_items_total", way="file"), 2)
        self.assertEqual(numbers.value("convened_agenda_items_total", way="command"), 1)
        self.assertEqual(numbers.value("convened_reloads_total", result="ok"), 1)
        self.assertEqual(numbers.value("convened_reloads_total", result="failed"), 1)
        self.assertGreaterEqual(numbers.value("convened_wakeups_total", cause="timer"), 2)
        self.assertEqual(numbers.value("convened_wakeups_total", cause="control"), 3)
        self.assertEqual(numbers.value("convened_wakeups_total", cause="delivery"), len(rows))
        # 5: how it is. A configuration that cannot be loaded wants somebody.
        self.assertEqual(numbers.value("convened_healthy"), 1)
        self.assertEqual(numbers.value("convened_needs_attention"), 1)
        self.assertEqual(numbers.value("convened_hold"), 0)
        [status] = daemon.ask("status", status=1)
        self.assertEqual(
            numbers.value("convened_build_info", version=status["version"]), 1)
        self.assertEqual(numbers.value("convened_tzdata_info", version=status["tzdata"]), 1)
        self.assertEqual(status["lateness"]["decisions"], 2)
        self.assertRegex(daemon.run("status").stdout, r"late     p50 .*, p99 .*, of 2 decisions")
        daemon.write("a.yaml", text)
        daemon.ask("reload")
        numbers = self.scrape()
        self.assertEqual(numbers.value("convened_needs_attention"), 0)
        self.assertEqual(numbers.value("convened_http_requests_total", route="metrics", code="2xx"),
                         1, "the one before")

    def test_a_relay_that_is_down_shows_and_nobody_is_named(self):
        sink = self.mail_sink()  # bound, and not listening
        meetings = f"""
            hours:
              title: Secret Meeting
              when: {Start(FAR).sentence}
              hosts: hana
              invite: [yash]
              opens: 3 days before
              remind: no
            """
        text = served(meetings, sink).replace(
            "people:\n", "channels:\n"
            '  robins-phone: { webhook: "http://127.0.0.1:9/x", network: local }\n'
            '  town: { webhook: "http://127.0.0.1:9/y", network: local }\npeople:\n', 1).replace(
            "email: robin@example.org", "email: robin@example.org, channel: robins-phone")
        daemon = self.daemon({"a.yaml": text + BOARD})
        open_port = self.open_side(daemon)
        daemon.logged("deferred")
        numbers = self.scrape()
        self.assert_whole(numbers)
        self.assertEqual(numbers.total("convened_outbox_notices", destination="mail"), 2)
        self.assertEqual(
            {labels["destination"] for labels, _ in numbers.samples("convened_outbox_notices")},
            {"mail", "town"}, "a channel of somebody's own is not named")
        self.assertGreaterEqual(numbers.value(
            "convened_notice_retries_total", kind="invitation", why="deferred"), 1)
        self.assertGreater(numbers.value("convened_outbox_oldest_due_seconds"), 0)
        for secret in ("hana", "yash", "robin", "example.org", "Secret", "hours"):
            self.assertNotIn(secret, self.text.lower() if secret.islower() else self.text)

        # Strangers do not see it, and what they ask for is counted without what they say.
        self.assertEqual(asked(open_port, "GET", "/metrics").status, 404)
        self.assertEqual(asked(open_port, "GET", "/u/hana").status, 404)
        self.assertEqual(asked(open_port, "GET", "/calendar.ics").status, 200)
        self.assertEqual(asked(self.port, "HEAD", "/metrics", host="127.0.0.1").body, b"")
        self.assertEqual(asked(self.port, "POST", "/metrics", host="127.0.0.1").status, 405)
        numbers = self.scrape()
        requests = {(labels["route"], labels["code"]): value
                    for labels, value in numbers.samples("convened_http_requests_total")}
        self.assertEqual(requests, {
            ("none", "4xx"): 1, ("reminders", "4xx"): 1, ("calendar", "2xx"): 1,
            ("metrics", "2xx"): 2, ("metrics", "4xx"): 1})

    def open_side(self, daemon):
        """Both servers run; the port of the one for strangers."""
        self.start(daemon, "--listen", "127.0.0.1:0")
        return site_port(daemon)
