"""A real browser: Debian's Chromium, driven by the W3C WebDriver protocol and nothing between."""

import http.client
import json
import re
import shutil
import subprocess
import tempfile
import time

from waiting import PATIENCE

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TAB, ENTER, SPACE = "\ue004", "\ue007", " "


class Browser:
    """One window, in a profile of its own, that is gone when it is closed."""

    def __init__(self, width=390, height=900, dark=False, scripts=True):
        driver = shutil.which("chromedriver")
        assert driver, "no chromedriver: tools/setup tests installs it"
        self.profile = tempfile.mkdtemp(prefix="cvb-", dir="/tmp")
        self.driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = next(line for line in self.driver.stdout if "successfully on port" in line)
        self.port = int(re.search(r"port (\d+)", line)[1])
        self.session = None
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--no-proxy-server", f"--user-data-dir={self.profile}",
            f"--window-size={width},{height}"]
        if dark:
            arguments.append("--blink-settings=preferredColorScheme=0")
        options = {"args": arguments}
        if not scripts:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "unhandledPromptBehavior": "ignore"}}})
        self.session = made["sessionId"]
        # A window has a frame and a least width; a phone has neither.
        self._do("POST", "/goog/cdp/execute", {
            "cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}})

    def close(self):
        try:
            if self.session:
                self._ask("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait(PATIENCE)
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            content = None if method in ("GET", "DELETE") else json.dumps(body or {})
            connection.request(method, path, content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read())["value"]
        finally:
            connection.close()
        if answer.status != 200:
            raise AssertionError(f"{path}: {value.get('message', value)}")
        return value

    def _do(self, method, path, body=None):
        return self._ask(method, f"/session/{self.session}{path}", body)

    # What a person does

    def open(self, url):
        self._do("POST", "/url", {"url": url})

    def back(self):
        self._do("POST", "/back")

    def reload(self):
        self._do("POST", "/refresh")

    def find(self, selector):
        found = self._do("POST", "/element", {"using": "css selector", "value": selector})
        return found[ELEMENT]

    def click(self, selector):
        """For what stays on the page."""
        self._do("POST", f"/element/{self.find(selector)}/click")

    def follow(self, selector):
        """A link, or a form's button: returns on the page that it leads to."""
        self._leave(lambda: self.click(selector))

    def _leave(self, act):
        old = self.find("html")
        act()
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            try:
                self._do("GET", f"/element/{old}/name")
            except AssertionError:
                self.find("body")
                return
        raise AssertionError(f"still on {self.url}")

    def type(self, selector, text):
        element = self.find(selector)
        self._do("POST", f"/element/{element}/clear")
        self._do("POST", f"/element/{element}/value", {"text": text})

    def enter(self, *keys):
        """Keys of which the last leads to another page."""
        self._leave(lambda: self.press(*keys))

    def press(self, *keys):
        """Keys, one after the other, to whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._do("POST", "/actions", {
            "actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    # What a person sees

    @property
    def url(self):
        return self._do("GET", "/url")

    @property
    def title(self):
        return self._do("GET", "/title")

    def text(self, selector="body"):
        return self._do("GET", f"/element/{self.find(selector)}/text")

    def value(self, selector):
        return self._do("GET", f"/element/{self.find(selector)}/property/value")

    @property
    def focused(self):
        """The element that has the focus, by its name and what is on it."""
        element = self._do("GET", "/element/active")[ELEMENT]
        label = self._do("GET", f"/element/{element}/computedlabel")
        role = self._do("GET", f"/element/{element}/computedrole")
        return role, label

    def run(self, script, *arguments):
        return self._do("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script):
        """What the script hands to its last argument."""
        return self._do("POST", "/execute/async", {"script": script, "args": []})

    @property
    def overflow(self):
        """By how many pixels the page scrolls sideways."""
        return self.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
