#!/usr/bin/env python3
"""Writes invented dispatches as plain text files, for load tests: bench_articles.py FOLDER COUNT.

A third are reprints of earlier ones. Words follow Zipf's law, states a softer one; the same COUNT gives the same files.
"""
import datetime
import itertools
import os
import random
import sys

STATES = [line.split() for line in """Ghana Accra Ghanaian
Cuba Havana Cuban
Syria Damascus Syrian
Nepal Kathmandu Nepalese
India Delhi Indian
Peru Lima Peruvian
Chile Santiago Chilean
Egypt Cairo Egyptian
Ethiopia Ababa Ethiopian
Iran Tehran Iranian
Turkmenistan Ashgabat Turkmen
Kenya Nairobi Kenyan
Uganda Kampala Ugandan
Brazil Brasilia Brazilian
Norway Oslo Norwegian
Finland Helsinki Finnish
Poland Warsaw Polish
Greece Athens Greek
Turkey Ankara Turkish
Mongolia Ulaanbaatar Mongolian
Vietnam Hanoi Vietnamese
Laos Vientiane Laotian
Algeria Algiers Algerian
Morocco Rabat Moroccan""".splitlines()]
ACTS = [
    "The {adjective} foreign minister arrived in {capital} on {day} for talks with {other} officials.",
    "Delegations of {state} and {otherstate} signed an agreement on trade in {capital} on {day}.",
    "{state} denied on {day} that it had supplied parts to {otherstate}.",
    "The president of {state} received the {other} ambassador on {day}.",
    "{otherstate} accused {state} of moving border posts, the ministry said on {day}.",
    "A message of greeting was sent from {capital} to the {other} government on {day}.",
]
SYLLABLES = [a + b for a in "b c d f g k l m n p r s t v".split() for b in "a e i o u ar en il or us".split()]
OUTLETS = ["Meridian Post", "Harbour Courier", "Northern Gazette", "Delta Wire", "The Lantern", "Capital Herald"]


def main(folder, count):
    seeded = random.Random(11)
    words = sorted({"".join(seeded.choice(SYLLABLES) for _ in range(seeded.randrange(2, 5))) for _ in range(40_000)})
    seeded.shuffle(words)
    common = "the of and to in a for that with on was by said as at from it is".split()
    vocabulary = common + words
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    stateweights = [1 / (rank + 4) for rank in range(len(STATES))]
    made = []
    for number in range(count):
        part = os.path.join(folder, f"{number // 1000:03d}")
        if number % 1000 == 0:
            os.makedirs(part, exist_ok=True)
        day = datetime.date(2004, 1, 1) + datetime.timedelta(days=seeded.randrange(7300))
        if made and seeded.random() < 0.33:
            title, body, day = seeded.choice(made[-5000:])
            day += datetime.timedelta(days=seeded.randrange(1, 9))
            if seeded.random() < 0.5:
                body = body[:-1]
        else:
            first, second = seeded.choices(STATES, stateweights, k=2)
            values = {
                "state": first[0], "capital": first[1], "adjective": first[2], "otherstate": second[0],
                "other": second[2], "day": f"{day:%A}"}
            filler = seeded.choices(vocabulary, cum_weights=weights, k=seeded.randrange(120, 260))
            body = [act.format(**values) for act in seeded.sample(ACTS, 2)]
            while filler:
                size = seeded.randrange(9, 22)
                body.append(" ".join(filler[:size]).capitalize() + ".")
                filler = filler[size:]
            title = f"{first[0]} and {second[0]}: {' '.join(seeded.choices(words[:4000], k=3))}"
            made.append((title, body, day))
        outlet = seeded.choice(OUTLETS)
        paragraphs = "\n\n".join(" ".join(body[start:start + 3]) for start in range(0, len(body), 3))
        with open(os.path.join(part, f"{number:06d}.txt"), "w", encoding="utf-8") as file:
            file.write(f"{title}\n\n{outlet}\n\n{day:%d %B %Y}\n\n{paragraphs}\n")


main(sys.argv[1], int(sys.argv[2]))
