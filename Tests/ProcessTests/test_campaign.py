"""Kills without end, and a judge who is known to see.

CONVENED_KILLS and CONVENED_SEED ask for more, or for others: `make kill-campaign`.
"""

import os
import unittest

from campaign import run
from judging import Copy, Told, judge

SEED = int(os.environ.get("CONVENED_SEED", "1"))
KILLS = int(os.environ.get("CONVENED_KILLS", "200"))


class CampaignTest(unittest.TestCase):
    seconds = 60

    def test_kills_lose_nothing_and_repeat_little(self):
        tally = run(KILLS, SEED)
        print(f"seed {SEED}: {tally}", flush=True)
        self.assertEqual(tally.problems, [], f"seed {SEED}\n{tally}")


class JudgeTest(unittest.TestCase):
    """A log with one fault each: the judge must see it, and nothing in the one without."""

    def setUp(self):
        people = ["hana", "yash", "robin", "ana", "mei"]
        self.decided = {f"id-{who}": Told("hours", "invitation", who) for who in people}
        self.decided["id-hook"] = Told("hours", "cancellation", None)
        self.expected = set(self.decided.values())
        # Four were on the wire at the first kill, and the hook at the second.
        self.copies = [self.copy(0, who) for who in people[:4]]
        self.copies += [self.copy(1, who) for who in people]
        self.copies += [Copy(1, "hook", "id-hook", b"{}"), Copy(2, "hook", "id-hook", b"{}")]

    def copy(self, life, who, content=b"Come!"):
        return Copy(life, "mail", f"id-{who}", content)

    def judge(self, copies):
        return judge(self.expected, self.decided, copies, kills=2)

    def test_the_good_log_is_good(self):
        verdict = self.judge(self.copies)
        self.assertEqual((verdict.problems, verdict.lost), ([], []))
        self.assertEqual(dict(verdict.repeats["mail"]), {0: 4})
        self.assertEqual(dict(verdict.repeats["hook"]), {1: 1})

    def test_a_planted_fault_is_seen(self):
        faults = {
            "lost": [copy for copy in self.copies if copy.identity != "id-mei"],
            "another content": self.copies + [self.copy(2, "mei", b"Come")],
            "without a kill": self.copies + [self.copy(1, "mei")],
            "nobody decided": self.copies + [self.copy(1, "nobody")],
            "5 repeats by mail": [self.copy(0, "mei")] + self.copies,
            "2 repeats by hook": self.copies + [
                Copy(life, "hook", "id-other", b"{}") for life in (1, 2)],
        }
        for problem, copies in faults.items():
            with self.subTest(problem):
                self.decided["id-other"] = Told("other", "cancellation", None)
                other = {self.decided["id-other"]} if "hook" in problem else set()
                verdict = judge(self.expected | other, self.decided, copies, kills=2)
                self.assertIn(problem, "\n".join(verdict.problems))
                self.assertEqual(len(verdict.problems), 1, verdict.problems)

    def test_another_identity_for_the_same_is_seen(self):
        self.decided["id-again"] = self.decided["id-mei"]
        verdict = self.judge(self.copies + [self.copy(2, "again")])
        self.assertEqual(len(verdict.problems), 1)
        self.assertIn("another identity", verdict.problems[0])

    def test_a_repeat_after_the_last_kill_is_seen(self):
        verdict = self.judge(self.copies + [self.copy(2, "mei"), self.copy(3, "mei")])
        self.assertEqual(len(verdict.problems), 1)
        self.assertIn("without a kill", verdict.problems[0])
