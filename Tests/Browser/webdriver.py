"""A WebDriver client over the standard library: only what the desk's tests need (W3C WebDriver, sections 8 to 19)."""

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """Chromium behind chromedriver; a context manager that leaves no process behind."""

    def __init__(self, width=1280, height=1000, dark=False, script=True):
        self.port = free_port()
        self.profile = tempfile.mkdtemp(prefix="wirekin-browser-")
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--force-prefers-reduced-motion", f"--user-data-dir={self.profile}", f"--window-size={width},{height}",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        ] + (["--force-dark-mode"] if dark else [])
        options = {"args": arguments, "perfLoggingPrefs": {"enableNetwork": True}}
        if not script:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL"}}
        for attempt in range(100):
            try:
                self.session = None
                answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                self.session = answer["sessionId"]
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        else:
            raise RuntimeError("chromedriver does not answer")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            os.killpg(self.driver.pid, signal.SIGKILL)
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, path, body=None):
        data = None if method in ("GET", "DELETE") else json.dumps(body or {}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=data, method=method,
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {json.load(error)['value']['message'][:300]}") from None

    def at(self, method, path, body=None):
        return self.call(method, f"/session/{self.session}{path}", body)

    def open(self, address):
        self.at("POST", "/url", {"url": address})

    @property
    def address(self):
        return self.at("GET", "/url")

    @property
    def source(self):
        return self.at("GET", "/source")

    def find(self, css):
        return self.at("POST", "/element", {"using": "css selector", "value": css})[ELEMENT]

    def all(self, css):
        return [item[ELEMENT] for item in self.at("POST", "/elements", {"using": "css selector", "value": css})]

    def text(self, css):
        return self.at("GET", f"/element/{self.find(css)}/text")

    def click(self, css):
        self.at("POST", f"/element/{self.find(css)}/click")

    def type(self, css, text):
        self.at("POST", f"/element/{self.find(css)}/value", {"text": text})

    def keys(self, text):
        """Presses keys on whatever has the focus."""
        actions = []
        for key in text:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.at("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def run(self, script, *arguments):
        return self.at("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_later(self, script, *arguments):
        return self.at("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def wait(self, condition, what, seconds=60):
        end = time.time() + seconds
        while time.time() < end:
            try:
                found = condition()
                if found:
                    return found
            except AssertionError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"waited {seconds} s in vain for {what}; at {self.address}")

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.at("GET", "/screenshot")))

    def requests(self):
        """The addresses of all requests over the network since the last call; the browser's own pages are none."""
        result = []
        for entry in self.at("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                result.append(message["params"]["request"]["url"])
        return [url for url in result if url.startswith(("http:", "https:", "ws:", "wss:"))]
