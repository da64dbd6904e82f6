#!/usr/bin/env python3
"""Measures `wirekin kin` on labelled pairs of sentences.

    sentence_pairs.py WIREKIN PAIRS.tsv

PAIRS.tsv: id, label, -, -, text 1, text 2; labels that begin with 3 or 4 are paraphrases. All sentences are given as one
collection; the score of the link between the two of a pair counts, 0 where there is none. Prints the best F1 over all
thresholds of that score, and the links between sentences of different pairs, which the labels say nothing of.
"""
import json
import subprocess
import sys

wirekin, path = sys.argv[1:]
with open(path, encoding="utf-8") as lines:
    rows = [line.rstrip("\n").split("\t") for line in lines]
texts = "".join(
    json.dumps({"id": f"{row[0]}/{side}", "text": row[column]}, ensure_ascii=False) + "\n"
    for row in rows for side, column in ((1, 4), (2, 5)))
links = subprocess.run([wirekin, "kin"], input=texts, capture_output=True, text=True, check=True).stdout.splitlines()
scores = {}
between = 0
for link in map(json.loads, links):
    copy, origin = (link[end].rsplit("/", 1)[0] for end in ("copy", "origin"))
    if copy == origin:
        scores[copy] = link["score"]
    else:
        between += 1
wanted = {row[0] for row in rows if row[1][0] in "34"}
best = (0.0, 0.0, 0.0, 0.0)
right = 0
order = sorted(scores, key=lambda pair: (-scores[pair], pair))
for found, pair in enumerate(order, 1):
    right += pair in wanted
    if found < len(order) and scores[order[found]] == scores[pair]:
        continue
    best = max(best, (2 * right / (found + len(wanted)), scores[pair], right / found, right / len(wanted)))
print("best F1 %.4f at %.2f, precision %.3f, recall %.3f" % best, end="; ")
print(f"{len(rows)} pairs, {len(wanted)} paraphrases, {len(scores)} linked; {between} links between pairs")
