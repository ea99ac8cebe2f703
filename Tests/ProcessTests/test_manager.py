"""What it tells systemd: the protocol of sd_notify(3)."""

import signal

from community import FAR, ProcessTest, Start, configuration


class ManagerTest(ProcessTest):

    def community(self):
        start = Start(FAR)
        return self.daemon({"a.yaml": configuration(f"""
            hours: {{ title: Office Hours, when: {start.sentence}, invite: yash }}
            """, self.mail_sink().start())})

    def test_the_watchdog_is_fed(self):
        daemon = self.community().start({"WATCHDOG_USEC": "1000000"})
        daemon.notified.until(
            lambda all: len([n for n in all if n.fields.get("WATCHDOG") == "1"]) >= 3,
            "three signs of life")
        self.assertEqual(daemon.stop(), 0)

    def test_a_watchdog_meant_for_another_process_is_not_fed(self):
        daemon = self.community().start({"WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"})
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual([n for n in daemon.notified.all if "WATCHDOG" in n.fields], [])

    def test_ready_reloading_ready_stopping(self):
        daemon = self.community().start()
        self.assertIn("hours", daemon.told("READY", "1").fields["STATUS"])
        before = len(daemon.notified.all)
        daemon.signal(signal.SIGHUP)
        reloading, ready = daemon.notified.until(
            lambda all: all[before:before + 2] if len(all) >= before + 2 else None, "a reload")
        self.assertEqual(reloading.fields["RELOADING"], "1")
        self.assertGreater(int(reloading.fields["MONOTONIC_USEC"]), 0)
        self.assertEqual(ready.fields["READY"], "1")
        daemon.signal(signal.SIGTERM)
        daemon.told("STOPPING", "1")
        self.assertEqual(daemon.ended(), 0)
