"""The desk in Chromium, over its interface for programs, and under hostile requests: `make browser`."""

import glob
import http.server
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
import urllib.error
import urllib.request
from collections import Counter

import jsonschema

from desk import EXAMPLES, Desk
from webdriver import Browser

PROGRAM = os.environ.get("WIREKIN", "wirekin")
ENTER, ESCAPE, TAB, SPACE = "\ue007", "\ue00c", "\ue004", " "


def get(address, headers=None):
    request = urllib.request.Request(address, headers=headers or {})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


def axe_source():
    for folder in sys.path:
        for path in glob.glob(os.path.join(folder, "axe_playwright_python", "**", "axe.min.js"), recursive=True):
            with open(path, encoding="utf-8") as file:
                return file.read()
    raise RuntimeError("axe-core is not installed; run `make browser`, which installs it into .tools")


class InTheBrowser(unittest.TestCase):
    def test_from_files_to_the_quoted_bytes(self):
        """Adds the examples, searches, opens the dossier, filters it, opens a quote in its capture, diffs two copies."""
        with Desk(PROGRAM) as desk, Browser() as browser:
            browser.open(desk.address)
            self.assertIn("No page is held yet", browser.source)
            browser.click(".lead-in a")
            browser.type("#files", "\n".join(EXAMPLES))
            browser.click("#add button")
            browser.wait(lambda: browser.text("h1") == "Added", "the files to be added")
            self.assertEqual(len(browser.all("#progress li a")), len(EXAMPLES))

            browser.keys("/")
            browser.keys("delegation" + ENTER)
            browser.wait(lambda: "4 texts, on 5 pages" in browser.text("#h-res"), "the result of the search")
            self.assertIn("q=delegation", browser.address)
            browser.click(".seg [value=pages]")
            self.assertIn("5 pages, of 4 texts", browser.text("#h-res"))
            self.assertIn("count=pages", browser.address)
            browser.click(".facets [value=alleges]")
            browser.wait(lambda: "stance=alleges" in browser.address, "the filter")
            self.assertEqual(len(browser.all(".hits > li")), 1)

            browser.open(desk.address + "/pair")
            browser.type("[name=pair]", "sy-kp" + ENTER)
            browser.wait(lambda: browser.address.endswith("/pair/SY-KP"), "the dossier")
            self.assertGreater(len(browser.all(".regests > li")), 1)
            every = len(browser.all("#said .entries > li"))
            browser.type("[name=stance]", "denies")
            browser.click(".bar button")
            browser.wait(lambda: "stance=denies" in browser.address, "the stance")
            self.assertLess(len(browser.all("#said .entries > li")), every)
            browser.click("#said .quote summary")
            words = browser.text("#said .quote mark")
            browser.click("#said .quote .src a:last-child")
            browser.wait(lambda: "/capture/" in browser.address, "the capture")
            self.assertIn("bytes match", browser.text(".facts"))
            self.assertIn(words[:40], browser.text("#words"))
            browser.at("POST", "/frame", {"id": {"element-6066-11e4-a52e-4f735466cecf": browser.find("iframe")}})
            self.assertIn(words[:30], browser.text("mark"))
            browser.at("POST", "/frame", {"id": None})

            browser.open(desk.address + "/family/T1")
            browser.click("[data-diff]")
            browser.wait(lambda: "/diff/" in browser.address, "the diff")
            self.assertTrue(browser.all(".only-a") or browser.all(".only-b"))
            browser.click("a[href='?view=inline']")
            browser.wait(lambda: browser.all(".inline"), "one column")
            self.assertTrue(all(url.startswith(desk.address) for url in browser.requests()))

    def test_all_by_keyboard(self):
        with Desk(PROGRAM, EXAMPLES) as desk, Browser() as browser:
            browser.open(desk.address + "/search?q=delegation")
            browser.keys(ESCAPE)
            browser.run("document.activeElement.blur()")
            browser.keys("jjk")
            first = browser.run("return document.activeElement.getAttribute('href')")
            self.assertTrue(first.startswith("/article/"))
            browser.keys("o")
            browser.wait(lambda: "/article/" in browser.address, "the article")
            browser.keys("?")
            self.assertTrue(browser.run("return document.getElementById('keys').open"))
            for place, path in [("/pair/KP-SY", None), ("/events", "/article/"), ("/claims", "/article/"), ("/persons", "/person/")]:
                browser.open(desk.address + place)
                browser.keys("jj")
                self.assertTrue(browser.run("return document.activeElement.closest('[data-item]') !== null"), place)
                if path:
                    browser.keys("o")
                    browser.wait(lambda: path in browser.address, f"what {place} opens")
            browser.open(desk.address + "/families")
            browser.keys("jd")
            browser.wait(lambda: "/diff/" in browser.address, "the diff")
            # A text is pasted and added, and a dossier filtered, without a pointer.
            browser.open(desk.address + "/add")
            browser.run("document.getElementById('paste').focus()")
            browser.keys("Accra talks end\n\nThe ministers of Ghana and Cuba met in Accra on 4 May 2020, the ministry said." + TAB)
            browser.keys("accra" + ENTER)
            browser.wait(lambda: browser.text("h1") == "Added", "the pasted text")
            self.assertIn("accra.txt", browser.text("#progress"))
            browser.open(desk.address + "/pair/KP-SY")
            browser.run("document.querySelector('[name=from]').focus()")
            browser.keys("2016-04-18" + ENTER)
            browser.wait(lambda: "from=2016-04-18" in browser.address, "the filter")
            self.assertNotIn("17 Apr 2016", browser.text("#happened"))
            browser.open(desk.address + "/pair/KP-SY")
            # A quote opens by the keyboard alone: summary elements take the focus and Enter.
            browser.run("document.querySelector('.quote summary').focus()")
            browser.keys(ENTER)
            self.assertTrue(browser.run("return document.querySelector('.quote').open"))
            browser.keys(TAB + TAB + ENTER)
            browser.wait(lambda: "/capture/" in browser.address, "the capture")

    def test_reads_without_script(self):
        with Desk(PROGRAM, EXAMPLES) as desk, Browser(script=False) as browser:
            browser.open(desk.address + "/")
            browser.type("#q", "delegation" + ENTER)
            browser.wait(lambda: "q=delegation" in browser.address, "the search")
            self.assertEqual(len(browser.all(".hits > li")), 4)
            browser.click(".hits h3 a")
            browser.wait(lambda: "/article/" in browser.address, "the article")
            self.assertTrue(browser.all(".para"))

    def test_the_analysts_word_is_shown_and_undone(self):
        with Desk(PROGRAM, EXAMPLES[:1]) as desk, Browser() as browser:
            browser.open(desk.address + "/article/D01.txt")
            browser.click(".prov details summary")
            browser.type(".prov details [name=value]", "The Courier")
            browser.type(".prov details [name=why]", "masthead")
            browser.click(".prov details button")
            browser.wait(lambda: "The Courier, log #3" in browser.text(".prov"), "the outlet set by hand")
            self.assertIn("not named", browser.text(".prov"))
            self.assertIn("The Courier", get(desk.address + "/outlets"))
            browser.click(".prov .undo")
            browser.wait(lambda: "The Courier" not in browser.text(".prov"), "the outlet taken back")
            log = json.loads(get(desk.address + "/api/v1/log"))["log"]
            self.assertEqual([entry["action"] for entry in log], ["init", "add", "set", "unset"])

    def test_coding_is_corrected_and_undone(self):
        with Desk(PROGRAM, EXAMPLES) as desk, Browser() as browser:
            def event(page, kind):
                events = json.loads(get(f"{desk.address}/api/v1/article/{page}"))["events"]
                return next(item for item in events if item["type"] == kind)

            ours, theirs = event("D03.txt", "visit"), event("D01.txt", "visit")
            name = ours["actors"][0]["name"]
            browser.open(desk.address + "/article/D03.txt")
            note = f"#n-{ours['id']} .correct"
            browser.click(note + " summary")
            self.assertIn(name + " takes no part", browser.text(note))
            browser.click(note + " [type=radio]")
            browser.click(note + " button")
            browser.wait(lambda: f"{ours['id']}: {name} takes no part" in browser.text(".prov"), "the party taken out")
            browser.click(note + " summary")
            self.assertNotIn(name + " takes no part", browser.text(note))
            browser.click(".prov .undo")
            browser.wait(lambda: "takes no part" not in browser.text(".prov"), "the party put back")
            browser.click(note + " summary")
            browser.type(note + " [placeholder]", f"D01.txt#{theirs['id']}")
            browser.type(note + " form:last-child [name=why]", "one visit")
            browser.click(note + " form:last-child button")
            browser.wait(lambda: "the same event as another report" in browser.text(".prov"), "the two reports joined")
            browser.open(desk.address + "/pair/CU-GH")
            self.assertIn("joined by hand to D01.txt#", browser.text("#happened"))
            self.assertIn("one visit", browser.text("#happened"))
            self.assertIn("visit", json.dumps(event("D03.txt", "visit")))

    def test_hostile_pages_make_no_request(self):
        """A capture with every way to call home calls nobody, neither when shown nor when searched."""
        asked = []

        class Trap(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *_):
                pass

        trap = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        away = f"http://127.0.0.1:{trap.server_port}"
        page = f"""<!doctype html><html><head><title>Talks end</title><base href="{away}/base/">
            <meta http-equiv="refresh" content="0;url={away}/refresh"><link rel="stylesheet" href="{away}/style.css">
            <link rel="preconnect" href="{away}"><link rel="prefetch" href="{away}/prefetch"><link rel="icon" href="{away}/icon">
            <link rel="dns-prefetch" href="{away}"><link rel="preload" as="image" href="{away}/preload">
            <style>@import "{away}/import.css"; body {{ background: url({away}/background) }}</style>
            <script src="{away}/script.js"></script><script>fetch("{away}/fetch"); top.location = "{away}/top"</script></head>
            <body onload="fetch('{away}/onload')"><article><h1>Talks end</h1>
            <p>The foreign ministers of Ghana and Cuba met in Accra on Monday and agreed on a visit, the ministry said. <img src="{away}/image.png" onerror="fetch('{away}/onerror')"
            srcset="{away}/srcset 2x"></p><p>The talks took two days, and both sides said that trade had grown. <iframe src="{away}/frame"></iframe><object data="{away}/object"></object>
            <embed src="{away}/embed"><video src="{away}/video" poster="{away}/poster" autoplay></video><svg><image href="{away}/svg"/></svg></p>
            <p>No further meeting was announced. <a href="{away}/link" ping="{away}/ping">More</a></p><form action="{away}/form"><input name="a" autofocus><button>Send</button></form>
            <script>document.forms[0].submit()</script></article></body></html>"""
        with Desk(PROGRAM) as desk, Browser() as browser:
            path = os.path.join(desk.folder, "hostile.html")
            with open(path, "w", encoding="utf-8") as file:
                file.write(page)
            browser.open(desk.address + "/add")
            browser.type("#files", path)
            browser.click("#add button")
            browser.wait(lambda: browser.text("h1") == "Added", "the page to be added")
            for place in ["/capture/hostile.html", "/article/hostile.html", "/search?q=talks", "/capture/hostile.html/frame"]:
                browser.open(desk.address + place)
                time.sleep(0.5)
            self.assertIn("/capture/hostile.html", browser.address)
            self.assertNotIn("/frame", browser.address)
            strangers = [url for url in browser.requests() if not url.startswith(desk.address)]
            self.assertEqual(strangers, [])
        trap.shutdown()
        trap.server_close()
        self.assertEqual(asked, [])

    def test_axe_finds_nothing(self):
        source = axe_source()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in STRANGE.items():
            with open(os.path.join(folder.name, name), "w", encoding="utf-8") as file:
                file.write(text)
        with Desk(PROGRAM, EXAMPLES + sorted(glob.glob(os.path.join(folder.name, "*")))) as desk:
            sha = json.loads(get(desk.address + "/api/v1/search?q=delegation"))["hits"][0]["sha256"]
            other = json.loads(get(desk.address + "/api/v1/article/D05.html"))["sha256"]
            places = [
                "/", "/search?q=delegation", "/pair", "/pair/KP-SY", "/families", "/family/T1", f"/article/{sha}",
                f"/claims/{sha}", "/claims", f"/capture/{sha}?start=0&end=40", "/outlets", "/calendar", "/captures",
                "/log", "/add", f"/diff/{sha}/{other}", f"/diff/{sha}/{other}?view=inline", "/nothing",
                "/events", "/events?kind=visit&order=earliest", "/claims?stance=denies", "/persons", "/phrases?least=2", "/tour",
                "/article/rtl-a.txt", "/article/long.txt", "/diff/rtl-a.txt/rtl-b.txt", "/search?q=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86",
            ]
            person = [line for line in get(desk.address + "/persons").split('"') if line.startswith("/person/")][0]
            places.append(person)
            for width, dark in [(1280, False), (820, False), (390, True)]:
                with Browser(width=width, dark=dark) as browser:
                    for place in places:
                        browser.open(desk.address + place)
                        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
                        browser.run(source)
                        found = browser.run_later(
                            "const done = arguments[0]; axe.run(document, {iframes: false}).then(r => done(r.violations))")
                        told = [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]
                        self.assertEqual(told, [], f"{place} at {width}")
                        wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
                        self.assertLessEqual(wide, 0, f"{place} is wider than {width}")


# Right to left, and words that no column holds.
STRANGE = {
    "rtl-a.txt": "وزیر خارجه ایران در اکرا\n\nوزیر امور خارجه ایران روز سه‌شنبه با وزیر خارجه غنا دیدار کرد. دو طرف درباره تجارت گفتگو کردند.\n\n"
                 "وی گفت که روابط دو کشور رو به گسترش است، و از سفر آینده خبر داد.",
    "rtl-b.txt": "وزیر خارجه ایران در آکرا\n\nوزیر امور خارجه ایران روز چهارشنبه با وزیر خارجه غنا دیدار کرد. دو طرف درباره تجارت گفتگو کردند.\n\n"
                 "وی گفت که روابط دو کشور رو به گسترش است.",
    "long.txt": "A word of " + "x" * 400 + " letters\n\nACCRA, 3 May 2019\n\nThe minister of Ghana visited Cuba on 2 May 2019 with "
                + "y" * 600 + " and said: " + "z" * 300 + ".",
}

# A copy whose dateline differs, and an anniversary: what the examples lack.
REMEMBERED = [
    "Ghana and Cuba mark thirty years of a visit",
    "ACCRA, May {day}, 2019 ({agency}) -- Ghana and Cuba marked the 30th anniversary of the visit of the Cuban president "
    "Raul Ortega to Accra, which took place on May 4, 1989.",
    "The Ghanaian foreign minister denied that the visit of 1989 had included talks on arms. \"No such talks took "
    "place,\" he said.",
]


class ForPrograms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            written = []
            for day, agency in [(4, "Coast News"), (5, "River Post")]:
                written.append(os.path.join(folder, f"R{day}.txt"))
                with open(written[-1], "w", encoding="utf-8") as file:
                    file.write("\n\n".join(
                        textwrap.fill(part.format(day=day, agency=agency), 60) for part in REMEMBERED))
            cls.desk = Desk(PROGRAM, EXAMPLES + written)

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__()

    def test_answers_are_as_described(self):
        document = json.loads(get(self.desk.address + "/api/v1/openapi.json"))
        names = {
            "/api/v1/article/{name}": ["D01.txt", "D05.html"], "/api/v1/family/{name}": ["T1", "D05.html"],
            "/api/v1/pair/{name}": ["KP-SY", "gh-cu"], "/api/v1/diff/{name}/{other}": ["D01.txt/D02.html"],
            "/api/v1/capture/{name}": ["D01.txt"],
        }
        told = Counter()
        for path, methods in document["paths"].items():
            content = methods["get"]["responses"]["200"]["content"]
            if "application/json" not in content:
                continue
            schema = content["application/json"]["schema"]
            validator = jsonschema.Draft202012Validator({**schema, "components": document["components"]})
            short = path.split("{")[0]
            for address in [short + name for name in names[path]] if "{" in path else [path]:
                answer = json.loads(get(self.desk.address + address))
                validator.validate(answer)
                if short == "/api/v1/pair/":
                    told += Counter(part for part in ("happened", "remembered", "said", "flags") if answer[part])
            if "{" in path:
                with self.assertRaises(urllib.error.HTTPError) as error:
                    get(self.desk.address + short + "nothing" + ("/else" if path.count("{") > 1 else ""))
                self.assertIn(error.exception.code, (400, 404))
                answer = json.load(error.exception)
                error_schema = {"$ref": "#/components/schemas/Error", "components": document["components"]}
                jsonschema.Draft202012Validator(error_schema).validate(answer)
        self.assertEqual(len(told), 4, "each part of a dossier is checked on one that has it")

    def test_what_another_process_adds_is_shown(self):
        with Desk(PROGRAM, EXAMPLES[:2]) as desk:
            self.assertEqual(json.loads(get(desk.address + "/api/v1/search"))["pages"], 2)
            subprocess.run(
                [PROGRAM, "add", "--quiet", "--project", desk.project, EXAMPLES[2]], check=True, stdout=subprocess.DEVNULL)
            end = time.monotonic() + 20
            while json.loads(get(desk.address + "/api/v1/search"))["pages"] < 3 and time.monotonic() < end:
                time.sleep(0.1)
            self.assertEqual(json.loads(get(desk.address + "/api/v1/search"))["pages"], 3)
            self.assertIn("4 entries", get(desk.address + "/log"))
            self.assertIn("3 captures", get(desk.address + "/captures"))

    def test_facets_add_up(self):
        found = json.loads(get(self.desk.address + "/api/v1/search"))
        self.assertEqual(found["pages"], len(EXAMPLES) + 2)
        for name in ["outlet", "language", "side", "day", "year"]:
            for unit in ["pages", "texts"]:
                self.assertEqual(sum(item[unit] for item in found["facets"][name]), found[unit], name)

    def test_feeds_are_well_formed(self):
        import xml.etree.ElementTree as tree

        feed = tree.fromstring(get(self.desk.address + "/search.atom?q=delegation"))
        entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
        self.assertEqual(len(entries), 4)
        self.assertTrue(entries[0].find("{http://www.w3.org/2005/Atom}id").text.startswith("urn:sha256:"))
        tree.fromstring(get(self.desk.address + "/pair/KP-SY/feed.atom"))
        for words in ["%00%01", "a%0Bb", "%1Bx", "%EF%BF%BE"]:
            tree.fromstring(get(self.desk.address + "/search.atom?q=" + words))
        get(self.desk.address + "/search.ics?q=anniversary")
        calendar = get(self.desk.address + "/calendar.ics")
        self.assertTrue(calendar.startswith("BEGIN:VCALENDAR\r\n") and calendar.endswith("END:VCALENDAR\r\n"))
        self.assertTrue(all(len(line.encode()) <= 75 for line in calendar.split("\r\n")))

    def test_the_handed_over_file_verifies(self):
        import subprocess

        path = os.path.join(self.desk.folder, "dossier.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(get(self.desk.address + "/pair/KP-SY/dossier.html"))
        subprocess.run([PROGRAM, "verify", "--project", self.desk.project, path], check=True, stdout=subprocess.DEVNULL)

    def raw(self, request, timeout=60):
        """The status of the answer to some bytes; None when the connection was closed without one."""
        with socket.create_connection(("127.0.0.1", self.desk.port), timeout=timeout) as link:
            try:
                link.sendall(request)
                link.shutdown(socket.SHUT_WR)
                answer = b""
                while b"\r\n" not in answer:
                    part = link.recv(4096)
                    if not part:
                        break
                    answer += part
            except (ConnectionResetError, BrokenPipeError):
                return None
        return int(answer.split()[1]) if answer.startswith(b"HTTP/") else None

    def test_a_thousand_hostile_requests(self):
        random.seed(7)
        host = f"127.0.0.1:{self.desk.port}"
        hostile = ["../../../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwindows", "%00", "%ff%fe", "a%0d%0aSet-Cookie:x=1"]
        queries = ["\"", "a OR", "*", "NEAR(", "title:x AND (", "'; DROP TABLE article;--", "^", "-", "{a b}:c", "\x00x", "(" * 400, "a" * 3000]
        kinds = []

        def line(target, method="GET", headers=(), name=host, body=b""):
            head = [f"{method} {target} HTTP/1.1", f"Host: {name}", "Connection: close", *headers]
            return ("\r\n".join(head) + "\r\n\r\n").encode("utf-8", "surrogateescape") + body

        for _ in range(1000):
            kind = random.randrange(10)
            if kind == 0:
                place = random.choice(["/article/", "/capture/", "/family/", "/pair/", "/claims/", "/api/v1/article/", "/"])
                kinds.append(("path", line(place + random.choice(hostile)), {400, 404}))
            elif kind == 1:
                kinds.append(("host", line("/", name=random.choice(["evil.example", f"evil.example:{self.desk.port}", "127.0.0.1", "", "127.0.0.1:1"])), {400, 421}))
                kinds.append(("whole", line(random.choice(["http://evil.example/", "HTTP://evil.example/log", f"https://evil.example:{self.desk.port}", "http:///log"])), {400, 421}))
            elif kind == 2:
                origin = random.choice(["http://evil.example", "null", "https://127.0.0.1", f"http://localhost:{self.desk.port + 1}"])
                kinds.append(("origin", line("/article/D01.txt/set", "POST", [f"Origin: {origin}", "Content-Length: 26"], body=b"field=outlet&value=Strange"), {403}))
            elif kind == 3:
                kinds.append(("site", line("/add", "POST", ["Sec-Fetch-Site: cross-site", "Content-Length: 0"]), {403}))
            elif kind == 4:
                kinds.append(("long", line("/search?q=" + "a" * random.randrange(4_100, 12_000)), {414, 431}))
            elif kind == 5:
                kinds.append(("header", line("/", headers=[f"X-{index}: {'b' * 400}" for index in range(random.randrange(110, 160))]), {400, 431, None}))
            elif kind == 6:
                kinds.append(("method", line("/", random.choice(["PUT", "DELETE", "PATCH", "OPTIONS"])), {404, 405}))
            elif kind == 7:
                bad = random.choice(["from=yesterday", "to=%27%3B", "pair=XX-YY", "pair=KP", "from=2022-13-45", "pair=" + "a" * 99])
                kinds.append(("value", line("/search?" + bad), {400}))
            elif kind == 8:
                form = random.choice([b"field=sha256&value=0", b"field=date&value=someday", b"field=outlet&value=", b"field=outlet&value=a%0Ab", b"field=not-actor:e1:Nobody&value=yes", b"field=same-event:e99&value=D04.txt%23e1", b"field=same-event:e1&value=nowhere%23e1", b""])
                kinds.append(("form", line("/article/D01.txt/set", "POST", [f"Content-Length: {len(form)}", "Content-Type: application/x-www-form-urlencoded"], body=form), {400}))
            else:
                junk = bytes(random.randrange(256) for _ in range(random.randrange(1, 200)))
                kinds.append(("junk", junk + b"\r\n\r\n", {400, None}))
        for kind, request, wanted in kinds:
            status = self.raw(request)
            self.assertIn(status, wanted, (kind, request[:200]))
        # What looks like a command in the words of a search is words.
        for query in queries:
            status = self.raw(line("/search?q=" + urllib.parse.quote(query)))
            self.assertIn(status, {200}, query[:40])
        # An upload that says it is larger than is taken, and one that never comes.
        self.assertIn(self.raw(line("/add", "POST", ["Content-Length: 999999999999", "Content-Type: multipart/form-data; boundary=x"]), 40), {400, 408, 413, None})
        slow = [socket.create_connection(("127.0.0.1", self.desk.port)) for _ in range(50)]
        for link in slow:
            link.sendall(b"GET / HTTP/1.1\r\nHost: 127.0")
        self.assertIn("wirekin", get(self.desk.address + "/"))
        for link in slow:
            link.close()
        log = json.loads(get(self.desk.address + "/api/v1/log"))
        self.assertEqual(log["entries"], len(EXAMPLES) + 3)

    def test_ends_cleanly_when_told_to(self):
        import signal

        with Desk(PROGRAM, EXAMPLES[:1]) as desk:
            self.assertIn("wirekin", get(desk.address + "/"))
            desk.process.send_signal(signal.SIGTERM)
            self.assertEqual(desk.process.wait(timeout=20), 0)

    def test_a_token_is_asked_for(self):
        token = "a-token-of-sixteen"
        with tempfile.NamedTemporaryFile("w", suffix=".token") as file:
            file.write(token + "\n")
            file.flush()
            with Desk(PROGRAM, EXAMPLES[:1], ["--host", "0.0.0.0", "--token-file", file.name]) as desk:
                for address in ["/", "/?token=" + token]:
                    with self.assertRaises(urllib.error.HTTPError) as error:
                        get(desk.address + address)
                    self.assertEqual(error.exception.code, 401)
                    error.exception.close()
                self.assertIn("wirekin", get(desk.address + "/", {"Authorization": f"Bearer {token}"}))

    def test_a_client_of_http_1_0_is_answered_and_let_go(self):
        for ask in [b"GET / HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n", b"HEAD / HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n"]:
            with socket.create_connection(("127.0.0.1", self.desk.port), timeout=10) as client:
                client.sendall(ask % self.desk.port)
                answer = b""
                while part := client.recv(1 << 16):
                    answer += part
            self.assertIn(b" 200 ", answer.splitlines()[0])


if __name__ == "__main__":
    unittest.main(verbosity=2)
