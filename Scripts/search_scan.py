#!/usr/bin/env python3
"""Searches against a plain scan of the same texts: search_scan.py WIREKIN FILE.jsonl… (articles with `text`), or a project's folder.

The scan knows nothing of the index: it folds a text, and looks for words as words and for Han, Kana and Hangul as runs of signs.
"""
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

QUERIES = [
    "习近平", "外交部", "미국", "이란", "イラン", "ایران", '"joint communiqué"', "visit*", "-Iran", "제재", "核", "Иран", "الصين",
    '"Foreign Ministry"', "Pyongyang -Iran", "sanction* OR missile*",
]
LETTERS = {0x064A: "ی", 0x0649: "ی", 0x0643: "ک", 0x0629: "ه", 0x06C0: "ه", 0x0622: "ا", 0x0623: "ا", 0x0625: "ا", 0x0671: "ا"}
SPECIAL = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"}


def fold(text):
    out = []
    for sign in text:
        code = ord(sign)
        if code in LETTERS:
            out.append(LETTERS[code])
        elif code == 0x0640 or 0x064B <= code <= 0x065F or code == 0x0670 or code in (0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF):
            continue
        elif code in (0x200C, 0x200D):
            out.append(" ")
        elif 0x0660 <= code <= 0x0669 or 0x06F0 <= code <= 0x06F9:
            out.append(chr(0x30 + (code & 15)))
        elif code < 0x250 or 0x1E00 <= code <= 0x1EFF:
            plain = "".join(c for c in unicodedata.normalize("NFD", sign.lower()) if not unicodedata.combining(c))
            out.append(SPECIAL.get(plain, plain))
        elif 0x300 <= code <= 0x36F:
            continue
        else:
            out.append(sign.lower())
    return "".join(out)


def paired(sign):
    code = ord(sign)
    return (0x4E00 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0x3041 <= code <= 0x30FA or 0x30FC <= code <= 0x30FF
            or 0x3400 <= code <= 0x4DBF or 0x3005 <= code <= 0x3007)


def words(text):
    """Words, each sign of a script without blanks alone, and None where a sign parts them."""
    result, word = [], ""
    for sign in text:
        if paired(sign):
            if word:
                result.append(word)
            word = ""
            result.append(sign)
            continue
        if unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) in ("Mn", "Mc", "Co"):
            word += sign
        else:
            if word:
                result.append(word)
            word = ""
            if result and result[-1] is not None and paired(result[-1][0]):
                result.append(None)
    if word:
        result.append(word)
    return result


def holds(page, term):
    prefix = term.endswith("*")
    asked = [w for w in words(fold(term.rstrip("*").strip('"'))) if w]
    for title in page:
        for start in range(len(title)):
            ok = True
            for step, want in enumerate(asked):
                got = title[start + step] if start + step < len(title) else None
                if got == want or (prefix and step == len(asked) - 1 and got and got.startswith(want)):
                    continue
                ok = False
                break
            if ok:
                return True
    return False


def expected(page, query):
    parts = re.findall(r'-?"[^"]*"|\S+', query)
    groups = []
    for part in parts:
        if part == "OR":
            groups.append("OR")
        else:
            groups.append(part)
    result, join = [], False
    for part in groups:
        if part == "OR":
            join = True
            continue
        value = not holds(page, part[1:]) if part.startswith("-") else holds(page, part)
        if join:
            result[-1] = result[-1] or value
        else:
            result.append(value)
        join = False
    return all(result)


def main():
    program, inputs = sys.argv[1], sys.argv[2:]
    folder = inputs[0]
    if not os.path.isdir(folder):
        folder = os.path.join(tempfile.mkdtemp(), "p")
        subprocess.run([program, "add", "--quiet", "--project", folder, *inputs], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = sqlite3.connect(f"file:{folder}/derived.sqlite?mode=ro", uri=True)
    rows = base.execute("SELECT id, coalesce(title, ''), body FROM article WHERE rejected IS NULL").fetchall()
    pages = {row[0]: [words(fold(row[1])), words(fold(row[2]))] for row in rows}
    print(f"{len(pages)} pages")
    wrong = 0
    for query in QUERIES:
        # Plain words stand for all their forms in a search; the scan knows none, so they are asked for as they are written.
        asked = " ".join(
            part if part == "OR" or part.endswith("*") or '"' in part or paired(part.lstrip("-")[0]) else re.sub(r"^(-?)(.*)$", r'\1"\2"', part)
            for part in re.findall(r'-?"[^"]*"|\S+', query))
        # A limit by language keeps each answer below the most hits that are printed.
        found = set()
        for shard in range(1):
            answer = subprocess.run([program, "search", "--json", "--limit", os.environ.get("SCAN_LIMIT", "100000"), "--project", folder, "--", asked], capture_output=True, text=True)
            data = json.loads(answer.stdout)
            for hit in data["hits"]:
                found.update([hit["id"], *hit["also_on"]])
        want = {name for name, page in pages.items() if expected(page, query)}
        state = "equal" if found == want else f"{len(found - want)} too many, {len(want - found)} missing, such as {sorted(found ^ want)[:3]}"
        wrong += found != want
        print(f"{query}\t{len(want)}\t{state}")
    sys.exit(1 if wrong else 0)


main()
