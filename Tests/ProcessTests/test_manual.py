"""The manual pages that the package installs, made from what says it already."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from daemon import BINARY, DONE, ROOT
from waiting import PATIENCE


def run(*command):
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == DONE, done.stderr
    return done.stdout


class ManualTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cvm-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        run(sys.executable, ROOT / "tools/manual", BINARY, self.folder)

    def test_each_is_good_roff(self):
        pages = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual(pages, ["convened-cadence.7", "convened.1", "convened.yaml.5"])
        if not shutil.which("groff"):
            self.skipTest("no groff here")
        for page in pages:
            with self.subTest(page):
                done = subprocess.run(
                    ["groff", "-man", "-ww", "-z", "-Tutf8", "-Kutf8", self.folder / page],
                    capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""))

    def test_every_command_and_every_key_is_in_them(self):
        root = json.loads(run(BINARY, "--experimental-dump-help"))["command"]
        page = (self.folder / "convened.1").read_text().replace("\\-", "-")
        for command in root["subcommands"]:
            if command["commandName"] != "help":
                self.assertIn(f'.SS "{command["commandName"]}', page)
        keys = (self.folder / "convened.yaml.5").read_text().replace("\\-", "-")
        for section in json.loads(run(BINARY, "schema"))["definitions"].values():
            for key in section["properties"]:
                self.assertIn(f"\\fB{key}\\fP", keys)
