#!/usr/bin/env python3
"""Scores the grammar against a treebank.

usage: grammar_scores.py GOLD.conllu < PREDICTED.conllu     words given: the same words in the same order
       grammar_scores.py --raw GOLD.conllu PROGRAM...       words not given: PROGRAM reads the treebank's text, rebuilt from its
                                                            words with ten sentences to a paragraph, and writes CoNLL-U with
                                                            Bytes=START-END in the last field

Prints word classes, lemmas, UAS and LAS (relations without subtypes, as in CoNLL 2018), LAS without punctuation, and F1 of the
relations that the coder of events uses (with subtypes). "obl+preposition" asks for the head and the same prepositions.
"""
import collections
import subprocess
import sys

PLAIN = {ord(a): b for group, b in (("‘’‚‛′`´", "'"), ("“”„‟″«»", '"'), ("‐‑", "-"), ("‒–—―", "—")) for a in group}
RELATIONS = ("root nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss conj appos xcomp ccomp advcl acl acl:relcl "
             "negation flat compound case mark aux aux:pass cop").split()
NEGATIONS = {"not", "n't", "never", "nt"}


def read(lines):
    """Sentences as lists of fields; each word also knows the token it is part of."""
    sentences, current, token = [], [], None
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if current:
                sentences.append(current)
            current, token = [], None
        elif line[0] != "#":
            fields = line.split("\t")
            if "." in fields[0]:
                continue
            if "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                token = (first, last, fields[1], "SpaceAfter=No" not in fields[9])
                continue
            number = int(fields[0])
            part = token if token and token[0] <= number <= token[1] else None
            current.append((fields, part))
    if current:
        sentences.append(current)
    return sentences


def universal(relation):
    return relation.split(":")[0]


def named(fields):
    """The relation under which a word is counted."""
    if universal(fields[7]) == "advmod" and fields[1].translate(PLAIN).lower() in NEGATIONS:
        return "negation"
    return fields[7]


def prepositions(sentence):
    result = collections.defaultdict(str)
    for fields, _ in sentence:
        if fields[7] == "case":
            result[int(fields[6])] += fields[1].lower() + " "
    return result


def score(gold, predicted):
    n = collections.Counter()
    right, of_gold, found = collections.Counter(), collections.Counter(), collections.Counter()
    assert len(gold) == len(predicted), "the same sentences are needed"
    for g, p in zip(gold, predicted):
        assert len(g) == len(p), "the same words are needed"
        gold_cases, found_cases = prepositions(g), prepositions(p)
        for number, ((a, _), (b, _)) in enumerate(zip(g, p), 1):
            n["words"] += 1
            n["upos"] += a[3] == b[3]
            n["lemma"] += a[2].translate(PLAIN) == b[2].translate(PLAIN)
            head = a[6] == b[6]
            both = head and universal(a[7]) == universal(b[7])
            n["uas"] += head
            n["las"] += both
            if universal(a[7]) != "punct":
                n["no punct"] += 1
                n["las no punct"] += both
            x, y = named(a), named(b)
            of_gold[x] += 1
            found[y] += 1
            right[x] += head and x == y
            is_gold, is_found = universal(a[7]) == "obl", universal(b[7]) == "obl"
            of_gold["obl+preposition"] += is_gold
            found["obl+preposition"] += is_found
            right["obl+preposition"] += is_gold and is_found and head and gold_cases[number] == found_cases[number]
    part = lambda name, of="words": 100 * n[name] / n[of]
    print(f"{len(gold)} sentences, {n['words']} words: UPOS {part('upos'):.2f} lemma {part('lemma'):.2f} UAS {part('uas'):.2f} "
          f"LAS {part('las'):.2f} LAS without punctuation {part('las no punct', 'no punct'):.2f}")
    for name in RELATIONS + ["obl+preposition"]:
        if of_gold[name]:
            f1 = 200 * right[name] / (of_gold[name] + found[name])
            print(f"  {name:<16} F1 {f1:5.1f}  ({of_gold[name]} in the treebank)")


def raw(gold, program):
    """Words, sentences and arcs when the text is split by the program too: F1 by the bytes of words."""
    text, spans = bytearray(), []
    for number, sentence in enumerate(gold):
        spans.append([])
        index = 0
        while index < len(sentence):
            fields, token = sentence[index]
            last = index
            forms = [fields[1]]
            spaced = "SpaceAfter=No" not in fields[9]
            if token:
                last = index + token[1] - token[0]
                forms = [sentence[k][0][1] for k in range(index, last + 1)]
                spaced = token[3]
                if "".join(forms) != token[2]:
                    start = len(text)
                    text += token[2].encode()
                    spans[-1] += [(start, len(text))] * len(forms)
                    forms = []
            for form in forms:
                start = len(text)
                text += form.replace(" ", "_").encode()
                spans[-1].append((start, len(text)))
            if spaced and last + 1 < len(sentence):
                text += b" "
            index = last + 1
        text += b"\n\n" if number % 10 == 9 else b" "
    output = subprocess.run(program, input=bytes(text), stdout=subprocess.PIPE, check=True).stdout.decode()
    predicted = read(output.split("\n"))
    where = {}
    for number, sentence in enumerate(spans):
        for index, span in enumerate(sentence):
            where.setdefault(span, (number, index))
    ends = {(s[0][0], s[-1][1]) for s in spans}
    words = found = right = tags = heads = arcs = split = 0
    words = sum(map(len, spans))
    for sentence in predicted:
        places = [tuple(map(int, f[9].split("=")[1].split("-"))) for f, _ in sentence]
        found += len(places)
        split += (places[0][0], places[-1][1]) in ends
        for (fields, _), place in zip(sentence, places):
            if place not in where:
                continue
            right += 1
            number, index = where[place]
            answer = gold[number][index][0]
            tags += answer[3] == fields[3]
            head, wanted = int(fields[6]), int(answer[6])
            if head == 0 or wanted == 0:
                same = head == wanted
            else:
                same = where.get(places[head - 1]) == (number, wanted - 1)
            heads += same
            arcs += same and universal(answer[7]) == universal(fields[7])
    f1 = lambda x: 200 * x / (words + found)
    print(f"from raw text: words F1 {f1(right):.2f} sentences F1 {200 * split / (len(gold) + len(predicted)):.2f} "
          f"UPOS F1 {f1(tags):.2f} UAS F1 {f1(heads):.2f} LAS F1 {f1(arcs):.2f}")


if len(sys.argv) > 3 and sys.argv[1] == "--raw":
    raw(read(open(sys.argv[2], encoding="utf-8")), sys.argv[3:])
elif len(sys.argv) == 2:
    score(read(open(sys.argv[1], encoding="utf-8")), read(sys.stdin))
else:
    sys.exit(__doc__)
