"""What pages of docs/ say that the program does, it does. What needs root, systemd and a package of ours is played by
tools/deb-test instead: docs/getting-started.md, docs/mail.md, docs/operating.md."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

from daemon import BINARY, DONE, ROOT
from waiting import PATIENCE

sys.path.insert(0, str(ROOT / "tools"))
import pages  # noqa: E402

EXAMPLES = "/usr/share/doc/convened/examples"


class PracticesTest(unittest.TestCase):
    """Each practice is a configuration and what comes of it, to the letter."""

    def played(self, page):
        """How many commands it has."""
        commands = 0
        with tempfile.TemporaryDirectory(prefix="cvp-") as folder:
            for step in pages.steps(page.read_text()):
                if isinstance(step, pages.Write):
                    (pathlib.Path(folder) / step.path).write_text(step.text)
                    continue
                commands += 1
                command = step.command.replace(EXAMPLES, str(ROOT / "config"))
                done = subprocess.run(
                    ["bash", "-c", f'convened() {{ "{BINARY}" "$@"; }}\n{command}'], cwd=folder,
                    capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""), step.command)
                self.assertEqual(done.stdout.splitlines(), step.says, f"line {step.line}")
            checked = subprocess.run(
                [BINARY, "check", folder], capture_output=True, text=True, timeout=PATIENCE)
            self.assertIn(" 0 warnings; ", checked.stdout)
        return commands

    def test_each_does_what_its_page_says(self):
        practices = sorted((ROOT / "docs/practices").glob("*.md"))
        self.assertEqual(len(practices), 4)
        for page in practices:
            with self.subTest(page.name):
                self.assertGreater(self.played(page), 0)


class PlayerTest(unittest.TestCase):
    """Whoever plays a page would see that it is wrong."""

    PAGE = "\n".join([
        "Write `a.txt`:", "", "```", "1ca5f26a is due Mon 2026-12-07 at 09:00", "```", "",
        "    $ cat a.txt", "    0f0f0f0f is due Thu 2026-12-03 at 14:00",
        "    $ grep -c 'due … 2026-12-03' a.txt", "    $ echo $?", "    1"])

    def played(self, text):
        with tempfile.TemporaryDirectory(prefix="cvp-") as folder:
            page = pathlib.Path(folder) / "page.md"
            page.write_text(text.replace("a.txt", f"{folder}/a.txt"))
            pages.play(page, say=lambda _: None)

    def test_dates_and_ids_stand_for_those_that_come(self):
        self.played(self.PAGE)
        self.played(self.PAGE.replace("due … 2026", "^0f0f0f0f.*2026").replace(
            "    $ echo $?\n    1", "    1"))

    def test_what_it_does_not_say_is_found(self):
        for old, new in [
                ("0f0f0f0f is due", "0f0f0f0f was due"), ("at 14:00", "at noon"),
                ("    $ echo $?\n    1", ""), ("is due Thu", "is due … at 1")]:
            with self.subTest(new), self.assertRaises(pages.Failure):
                self.played(self.PAGE.replace(old, new))


class RulesTest(unittest.TestCase):
    """The alerts speak of metrics that there are, and the page for operators of all of both."""

    source = (ROOT / "Sources/Service/Daemon/Daemon+Metrics.swift").read_text()
    page = (ROOT / "docs/operating.md").read_text()

    def exported(self):
        """Every metric, by its type."""
        calls = re.findall(r'add\(\s*"([a-z_]+)",(?: \.(\w+),)?', self.source)
        return {name: kind or "histogram" for name, kind in calls}

    def test_every_metric_of_an_alert_is_exported(self):
        rules = yaml.safe_load((ROOT / "packaging/prometheus-rules.yaml").read_text())
        [group] = rules["groups"]
        known = self.exported()
        names = set()
        for rule in group["rules"]:
            self.assertEqual(
                set(rule) - {"for"}, {"alert", "expr", "labels", "annotations"}, rule["alert"])
            names |= set(re.findall(r"\b(?:convened|process)_[a-z_]+", rule["expr"]))
            self.assertIn(f"| `{rule['alert']}` |", self.page)
        self.assertGreater(len(names), 5)
        for name in names:
            self.assertIn(re.sub(r"_(bucket|sum|count)$", "", name), known)

    def test_the_page_has_every_metric_with_its_type(self):
        listed = dict(re.findall(r"^\| `((?:convened|process)_[a-z_]+)` \| (\w+) \|", self.page, re.M))
        self.assertEqual(listed, self.exported())
