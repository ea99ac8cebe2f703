"""What a shell completes, from the scripts that the package installs."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

from daemon import BINARY, DONE
from waiting import PATIENCE

# Asks bash as it asks itself at a tab: the line, its words, and which of them is being written.
ASK = r"""
shopt -s extglob
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
_convened "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""


class CompletionTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cvc-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def script(self, shell):
        done = subprocess.run(
            [BINARY, "--generate-completion-script", shell], capture_output=True, text=True,
            timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        path = self.folder / f"completion.{shell}"
        path.write_text(done.stdout)
        return path

    def complete(self, *words):
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", self.script("bash"), *words],
            capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.stderr, "")
        return [word.strip() for word in done.stdout.splitlines()]

    def test_bash_completes_commands_and_options(self):
        self.assertEqual(self.complete("convened", "rei"), ["reinstate"])
        self.assertEqual(self.complete("convened", "outbox", "re"), ["retry"])
        self.assertIn("--because", self.complete("convened", "cancel", "--b"))

    def test_each_shell_takes_its_script(self):
        for shell in ["bash", "zsh", "fish"]:
            with self.subTest(shell):
                script = self.script(shell)
                if not shutil.which(shell):
                    self.skipTest(f"no {shell} here")
                done = subprocess.run(
                    [shell, "-n", script], capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""))
