#!/usr/bin/env python3
"""Takes pictures of the desk over the pages of `wirekin demo`: screenshots.py WIREKIN FOLDER."""
import os
import sys

from desk import Desk
from webdriver import Browser

program, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
demo = os.path.join(root, "Sources", "CLexicons", "Resources", "demo")
files = sorted(os.path.join(demo, name) for name in os.listdir(demo))
with Desk(os.path.abspath(program), files) as desk:
    places = {
        "denial": ("/diff/01-delegation.html/02-courier.html", 980), "dossier": ("/pair/BY-UZ", 1500),
        "article": ("/article/02-courier.html", 1150), "search": ("/search?q=tractors", 900), "family": ("/families", 1100),
        "claims": ("/claims", 1100), "events": ("/events", 1100), "home": ("/", 900), "tour": ("/tour", 900),
        "capture": ("/capture/02-courier.html?start=11&end=70", 1250),
    }
    for dark in (False, True):
        for name, (place, height) in places.items():
            with Browser(width=1280, height=height, dark=dark) as browser:
                browser.open(desk.address + place)
                browser.run("document.activeElement.blur(); document.documentElement.style.overflow = 'hidden'")
                browser.screenshot(os.path.join(folder, f"{name}-{'dark' if dark else 'light'}.png"))
print(f"{2 * len(places)} pictures in {folder}")
