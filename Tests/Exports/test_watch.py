"""`wirekin watch`: what it tells, when it is quiet, and what its feed and calendar say to their readers."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

WIREKIN = os.environ.get("WIREKIN", "wirekin")



def page(title, day, outlet, *paragraphs):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
            f'<meta property="article:published_time" content="{day}"></head><body><article><h1>{title}</h1>{body}</article>'
            "</body></html>")


TALKS = [
    "The foreign minister of Ghana met the foreign minister of Cuba in Accra on March 3, 2021 and signed an agreement on trade.",
    "The two ministers agreed that 40 doctors would come to Ghana in the course of the year, the ministry said in a statement.",
    "The delegation of Cuba stayed in the city for three days and visited two hospitals and a school on the coast.",
    "It was the first journey of such a delegation since the embassy moved to the new quarter behind the old harbour walls.",
]
TITLE = "Ministers of Ghana and Cuba meet in Accra"
FIRST = page(TITLE, "2021-03-04", "Coast News", *TALKS)

# The same report on another page.
REPRINT = page(TITLE, "2021-03-05", "Harbour Post", *TALKS)

# The same report with another number.
CHANGED = page(TITLE, "2021-03-06", "Delta Wire", *[text.replace("40 doctors", "400 doctors") for text in TALKS])

OTHER = page(
    "Ghana denies talks on arms", "2021-04-09", "Coast News",
    "Ghana denied on Friday that the talks with Cuba in March had been about arms.",
    "The president of Ghana visited Cuba on April 6, 2021 and met the president of Cuba in Havana, his spokesman said.",
    "\"No arms were spoken of,\" the spokesman of the government of Ghana said on the same day.")

REMEMBERED = """Ghana and Cuba mark thirty years of a visit

ACCRA, May 4, 2019 (Coast News) -- Ghana and Cuba marked the
30th anniversary of the visit of the Cuban president to Accra, which took place on May 4, 1989.
"""


class Watches(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="wirekin-watch-")
        self.project = os.path.join(self.folder, "p.wirekin")
        self.add("first.html", FIRST)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_(self, *arguments, status=0):
        done = subprocess.run([WIREKIN, *arguments, "--project", self.project], capture_output=True, timeout=120)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stdout.decode()} {done.stderr.decode()}")
        return done.stdout.decode("utf-8")

    def add(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        self.run_("add", "--quiet", path)

    def look(self, *arguments, status=0, today="2021-06-01"):
        told = json.loads(self.run_("watch", "look", "--json", "--today", today, *arguments, status=status))
        return {watch["watch"]: watch for watch in told["watches"]}

    def rules(self, look):
        return sorted({signal["rule"] for signal in look["signals"]})

    def test_what_is_new_is_told_once(self):
        self.run_("watch", "add", "pair", "--pair", "GH-CU", "--today", "2021-06-01")
        self.run_("watch", "add", "words", "--search", "agreement on trade", "--today", "2021-06-01")
        self.assertEqual([w["signals"] for w in self.look().values()], [[], []])
        # A mere reprint is counted and not told.
        self.add("reprint.html", REPRINT)
        told = self.look()
        self.assertEqual([w["signals"] for w in told.values()], [[], []])
        self.assertEqual(told["pair"]["copies_of_known"], 1)
        # A changed copy is told with its diff.
        self.add("changed.html", CHANGED)
        told = self.look("--keep", status=1)
        self.assertEqual(self.rules(told["pair"]), ["text-changed"])
        signal = told["pair"]["signals"][0]
        self.assertIn("[-40-]", signal["diff"])
        self.assertIn("{+400+}", signal["diff"])
        self.assertEqual(told, self.look(status=1), "a look that is kept changes nothing")
        self.assertEqual(self.look()["pair"]["signals"], [])
        # A denial and an event of a new text.
        self.add("other.html", OTHER)
        told = self.look("pair", status=1)
        self.assertEqual(self.rules(told["pair"]), ["denial", "event"])
        self.assertTrue(all(signal["quotes"] for signal in told["pair"]["signals"]))
        self.assertEqual(self.look()["words"]["signals"], [])
        self.run_("verify")

    def test_an_anniversary_is_told_when_it_comes_near(self):
        self.add("remembered.txt", REMEMBERED)
        self.run_("watch", "add", "days", "--pair", "CU-GH", "--rules", "anniversary", "--today", "2021-04-01")
        self.assertEqual(self.look(today="2021-04-26")["days"]["signals"], [])
        told = self.look(today="2021-04-27", status=1)["days"]["signals"]
        self.assertEqual([signal["day"] for signal in told], ["2021-05-04"])
        self.assertEqual(self.look(today="2021-05-01")["days"]["signals"], [])
        self.assertEqual(self.look(today="2021-05-05")["days"]["signals"], [])
        self.assertEqual(len(self.look(today="2022-05-04", status=1)["days"]["signals"]), 1)

    def test_feed_and_calendar(self):
        import feedparser
        import icalendar
        self.run_("watch", "add", "pair", "--pair", "CU-GH", "--today", "2021-06-01")
        for name, text in [("changed.html", CHANGED), ("other.html", OTHER), ("remembered.txt", REMEMBERED)]:
            self.add(name, text)
        atom, ics = os.path.join(self.folder, "f.atom"), os.path.join(self.folder, "f.ics")
        told = self.look("--atom", atom, "--ics", ics, status=1)["pair"]["signals"]
        # The feed has what was told before as well, the calendar what is remembered.
        self.look("--atom", atom, "--ics", ics)
        with open(atom, encoding="utf-8") as file:
            feed = feedparser.parse(file.read())
        self.assertFalse(feed.bozo)
        self.assertEqual({e.id for e in feed.entries}, {"urn:wirekin:watch:" + s["key"] for s in told})
        self.assertTrue(all(e.updated and e.title for e in feed.entries))
        with open(ics, "rb") as file:
            data = file.read()
        self.assertTrue(all(len(line) <= 75 for line in data.split(b"\r\n")))
        events = icalendar.Calendar.from_ical(data).walk("VEVENT")
        self.assertEqual(len(events), 1)

    def test_wrong_uses_are_told(self):
        for arguments in [["look"], ["look", "none"], ["add", "x"], ["add", "x", "--pair", "KP-KP"], ["remove", "x"],
                          ["add", "x", "--pair", "CU-GH", "--rules", "rumour"]]:
            self.run_("watch", *arguments, status=2)
        self.run_("watch", "add", "x", "--pair", "CU-GH")
        self.run_("watch", "add", "x", "--pair", "CU-GH", status=2)
        listed = json.loads(self.run_("watch", "list", "--json"))
        self.assertEqual([watch["name"] for watch in listed["watches"]], ["x"])
        with open(os.path.join(self.project, "watch.json"), "w", encoding="utf-8") as file:
            file.write("{")
        self.run_("watch", status=2)


if __name__ == "__main__":
    unittest.main()
