"""Other people's calendar programs: khal, and Radicale."""

import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from peers import reserved_port
from waiting import PATIENCE

KHAL = """
[calendars]
[[one]]
path = {items}
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
"""


def khal(folder, *arguments, octets=None, items=None):
    """What khal prints, whose configuration and memory are in `folder`.

    `octets`: what it reads. `items`: where its entries are, if not in `folder` too.
    """
    configuration = pathlib.Path(folder) / "khal.conf"
    configuration.write_text(KHAL.format(folder=folder, items=items or folder))
    done = subprocess.run(
        [sys.executable, "-m", "khal", "-c", str(configuration), *arguments], input=octets,
        capture_output=True, timeout=PATIENCE, env=dict(os.environ, HOME=folder, PYTHONUTF8="1"))
    assert done.returncode == 0, done
    return done.stdout.decode()


class Radicale:
    """A CalDAV server on the loopback, its collections in a folder that goes with it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        with reserved_port() as reserved:
            port = reserved.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}/tester"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", "", "--server-hosts",
             f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "authenticated",
             "--storage-filesystem-folder", self._folder.name],
            stderr=subprocess.PIPE, text=True)
        log = []
        for line in self._process.stderr:
            log.append(line)
            if "server ready" in line:
                return
        self.close()
        raise AssertionError("Radicale did not start:\n" + "".join(log))

    def close(self):
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE)
        self._folder.cleanup()

    def request(self, method, path, octets=None):
        """(status, body)."""
        request = urllib.request.Request(f"{self._url}/{path}", octets, method=method)
        request.add_header("Authorization", "Basic dGVzdGVyOng=")
        request.add_header("Content-Type", "text/calendar; charset=utf-8")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
