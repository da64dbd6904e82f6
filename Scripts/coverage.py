#!/usr/bin/env python3
"""What a collection says that the lexicons do not know, commonest first.

usage: coverage.py WIREKIN FILE.jsonl [--top N]

FILE has one object a line with `text`. Printed: capitalised names without an entry, words before names that are no known title, words between two
states without a frame, words beside quotations without a cue, and why `code --rejected` took a candidate not. Words are told from names by their
case inside sentences only; a list is a place to look, not a measure.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources/CLexicons/Resources"
WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?(?!\w)|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]", re.UNICODE)
SENTENCE = re.compile(r"(?<=[.!?…][\s\"”’)])\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
PARTICLES = {"al", "bin", "bint", "ibn", "de", "da", "dos", "del", "van", "von", "der", "la", "le", "el", "di", "du", "of", "the", "for", "and"}


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.replace("’", "'").lower()) if not unicodedata.combining(c))


def bare(word):
    """A folded word without its genitive."""
    return word[:-2] if word.endswith("'s") else word


def rows(name):
    path = RESOURCES / name
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def column(name, *columns):
    for row in rows(name):
        for index in columns:
            if index < len(row):
                yield from (x for x in row[index].split("|") if x)


def states():
    return {fold(x) for x in column("actors/states.tsv", 2, 3, 4, 5)} | {fold(x) for x in column("actors/shared-names.tsv", 0)}


def names():
    known = states()
    known |= {fold(x) for x in column("actors/regions.tsv", 2)} | {fold(x) for x in column("places/cities.tsv", 1)}
    known |= {fold(x) for x in column("actors/organisations.tsv", 1, 2)} | {fold(x) for x in column("actors/outlets.tsv", 1, 2, 3)}
    known |= {fold(x) for x in column("actors/persons.tsv", 0, 1)}
    return known


def endings(lemma):
    """The forms of an English word, without looking them up."""
    if not lemma:
        return set()
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    forms = {lemma, lemma + "s", lemma + "es", stem + "ed", stem + "ing", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    if lemma.endswith("y"):
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    return forms


def vocabulary():
    """Words that a frame, a cue or a closed class knows."""
    irregular = {row[0]: row[1:] for row in rows("events/en/verbs.tsv")}
    frames, cues, closed = set(), set(), set()
    for target, source, columns in ((frames, "events/en/frames.tsv", (1,)), (frames, "events/en/nominals.tsv", (1,)), (cues, "events/en/cues.tsv", (0,))):
        for word in column(source, *columns):
            for part in word.split():
                target |= endings(part) | set(irregular.get(part, []))
    closed |= {x for x in column("events/en/words.tsv", 0)}
    for words in column("events/en/word-lists.tsv", 1):
        closed |= set(words.split())
    for words in column("time/en/vocabulary.tsv", 0, 1):
        closed |= {fold(w) for w in words.split()}
    return frames, cues, closed


def titles():
    known = set()
    for word in column("actors/offices.tsv", 0):
        known |= {fold(word), fold(word).split()[-1]}
    return known | {fold(x).split()[-1] for x in column("actors/groups.tsv", 0)}


class Names:
    """The longest known name at a place."""

    def __init__(self, known):
        self.known = set()
        self.longest = 1
        for name in known:
            words = tuple(bare(fold(w)) for w in WORD.findall(name))
            self.known.add(words)
            self.longest = max(self.longest, len(words))

    def at(self, words, index):
        for count in range(min(self.longest, len(words) - index, 12), 0, -1):
            if tuple(words[index : index + count]) in self.known:
                return count
        return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wirekin")
    parser.add_argument("corpus")
    parser.add_argument("--top", type=int, default=40)
    options = parser.parse_args()
    known_names, known_states = Names(names()), Names(states())
    frames, cues, closed = vocabulary()
    known_titles = titles()
    given = {fold(x) for x in column("actors/given-names.tsv", 0)}
    unknown, before, between, beside = (collections.Counter() for _ in range(4))
    spread = collections.defaultdict(set)
    lower = collections.Counter()
    texts = capitals = covered = 0
    lines = [line for line in open(options.corpus, encoding="utf-8") if line.strip()]
    for line in lines:
        for word in WORD.findall(json.loads(line).get("text") or ""):
            if word[0].islower():
                lower[fold(word)] += 1
    for number, line in enumerate(lines):
        text = json.loads(line).get("text") or ""
        texts += 1
        for sentence in SENTENCE.split(text):
            tokens = WORD.findall(sentence)
            words = [fold(t) for t in tokens]
            words = [bare(w) for w in words]
            index, last_state = 0, None
            while index < len(tokens):
                count = known_names.at(words, index) if tokens[index][0].isalpha() else 0
                if count and any(t[0].isupper() for t in tokens[index : index + count]):
                    if known_states.at(words, index):
                        if last_state is not None:
                            for t, w in zip(tokens[last_state:index], words[last_state:index]):
                                if t[0].islower() and w not in frames and w not in closed and len(w) > 2:
                                    between[w] += 1
                        last_state = index + count
                    capitals += 1
                    covered += 1
                    index += count
                    continue
                if index > 0 and tokens[index][0].isupper() and len(tokens[index]) > 1:
                    end = index
                    while end < len(tokens) and (tokens[end][0].isupper() or (words[end] in PARTICLES and end + 1 < len(tokens) and tokens[end + 1][0].isupper())):
                        if end > index and known_names.at(words, end):
                            break
                        end += 1
                    # Titles and words that the collection writes small are no names.
                    start = index
                    while start < end and (words[start] in known_titles or words[start] in closed or lower[words[start]] > 20):
                        start += 1
                    if start < end:
                        name = " ".join(tokens[start:end])
                        capitals += 1
                        if len(name) > 2 and "'" not in words[start].removesuffix("'"):
                            unknown[name] += 1
                            spread[name].add(number)
                        if start > 0 and tokens[start - 1][0].isalpha() and words[start] in given:
                            title = words[start - 1]
                            if title not in known_titles and title not in closed and title not in PARTICLES:
                                before[title] += 1
                    index = max(end, index + 1)
                    continue
                index += 1
            for match in re.finditer(r"[”\"],? (?:the )?(?:[A-Z]\w+ )*([a-z]+)\b|\b([a-z]+)(?: that)?[:,]? [“\"]", sentence):
                word = fold(match.group(1) or match.group(2))
                if word not in cues and word not in closed and len(word) > 2:
                    beside[word] += 1
    print(f"{texts} texts; {covered} of {capitals} names inside sentences have an entry")
    for title, counter in (
        ("names without an entry (texts)", {n: len(s) for n, s in spread.items()}),
        ("words before given names that are no title", before),
        ("words between two states without a frame", between),
        ("words beside quotations without a cue", beside),
    ):
        print(f"\n== {title}")
        for word, count in sorted(counter.items(), key=lambda x: (-x[1], x[0]))[: options.top]:
            print(f"{count:6} {word}")
    reasons = collections.Counter()
    run = subprocess.run([options.wirekin, "code", "--rejected"], input="".join(lines).encode(), stdout=subprocess.PIPE, check=False)
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        for candidate in record.get("rejected_candidates") or record.get("rejected") or []:
            if isinstance(candidate, dict):
                reasons[candidate.get("reason", "?")] += 1
    print("\n== why candidates were not taken")
    for reason, count in sorted(reasons.items(), key=lambda x: (-x[1], x[0]))[: options.top]:
        print(f"{count:6} {reason}")
    if run.returncode not in (0, 3):
        sys.exit(f"coverage: {options.wirekin} ended with {run.returncode}")


if __name__ == "__main__":
    main()
