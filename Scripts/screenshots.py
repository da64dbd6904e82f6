#!/usr/bin/env python3
"""Takes pictures of the desk over the examples: screenshots.py WIREKIN FOLDER."""
import json
import os
import sys
import urllib.request

from desk import EXAMPLES, Desk
from webdriver import Browser

program, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
with Desk(os.path.abspath(program), EXAMPLES) as desk:
    with urllib.request.urlopen(desk.address + "/api/v1/search?q=delegation") as answer:
        hits = json.load(answer)["hits"]
    page = next(hit["sha256"] for hit in hits if hit["id"] == "D06.txt")
    places = {
        "search": ("/search?q=delegation", 900), "dossier": ("/pair/KP-SY", 1400), "article": (f"/article/{page}", 1150),
        "family": ("/family/T1", 600), "diff": ("/diff/D01.txt/D02.html", 1100), "claims": (f"/claims/{page}", 900),
        "capture": (f"/capture/{page}?start=11&end=70", 1250),
    }
    for dark in (False, True):
        for name, (place, height) in places.items():
            with Browser(width=1280, height=height, dark=dark) as browser:
                browser.open(desk.address + place)
                browser.run("document.activeElement.blur()")
                browser.screenshot(os.path.join(folder, f"{name}-{'dark' if dark else 'light'}.png"))
print(f"14 pictures in {folder}")
