#!/usr/bin/env python3
"""What a hand, a crash or a page could do to a project, done many times.

usage: hostile.py WIREKIN mutants|dense|uploads|flips|seeds|readers|kills|errors [COUNT] [SEED]

mutants  damaged HTML, WARC, WACZ, MHTML, JSON and CSV through `read`: no trap, no hang (20,000)
dense    fifty inputs that are made to take long, at full size, through `add`: at most 10 s of processor time, 600 MB
uploads  the same inputs, uploaded to the desk (needs curl): at most 300 MB
flips    a bit flipped in captures, log, database or bundle: what changes any output is found by `verify` (10,000)
seeds    drift, pair, families, dossier, bundle and every export, each run under other hash seeds: the same bytes (50)
readers  every reading command beside a writer and a rebuild: each answers, and the project verifies afterwards (50)
kills    `init` and `add` killed at exact system calls (300; needs strace): nothing acknowledged is lost
errors   the same with an error put in the place of a system call (100; needs strace)

$HOSTILE_SECONDS ends a part sooner; how much was done is said.
"""
import gzip
import hashlib
import io
import itertools
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = sorted(os.path.join(ROOT, "Examples", n) for n in os.listdir(os.path.join(ROOT, "Examples"))
                  if n.endswith((".txt", ".html")))


BEGUN = time.time()
SECONDS = float(os.environ.get("HOSTILE_SECONDS", "inf"))


def is_over():
    return time.time() - BEGUN > SECONDS


def measured(arguments, timeout=120, stdin=None):
    """Status (negative: a signal; None: too long), processor seconds, peak in MB, output."""
    with tempfile.TemporaryFile() as out:
        begun = time.time()
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT, stdin=stdin or subprocess.DEVNULL)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.time() - begun > timeout:
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = -9
                return None, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, b""
            time.sleep(0.001)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read()


# Mutants

def record(block, url, kind="response", number=1):
    block = block.encode() if isinstance(block, str) else block
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2021-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def answer(body, headers=""):
    body = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body


def seeds():
    texts = []
    for path in EXAMPLES:
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    pages = [t for t in texts if t.lstrip().startswith("<")] or texts[:3]
    plain = [t for t in texts if not t.lstrip().startswith("<")]
    records = [record(answer(p), f"http://example.com/{n}", number=n) for n, p in enumerate(pages[:4])]
    chunked = pages[0].encode()
    records.append(record(answer(b"%x\r\n" % len(chunked) + chunked + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
                          "http://example.com/c", number=9))
    records.append(record(answer(gzip.compress(chunked, mtime=0), "Content-Encoding: gzip\r\n"), "http://example.com/g",
                          number=10))
    warc = b"".join(records)
    packed = b"".join(gzip.compress(r, mtime=0) for r in records)
    buffer = io.BytesIO()
    index = "".join(f'com,example)/{n} 20210601000000 {{"filename":"a.warc.gz","offset":"0"}}\n' for n in range(2)).encode()
    with zipfile.ZipFile(buffer, "w") as file:
        members = {"archive/a.warc.gz": packed, "indexes/index.cdxj": index, "pages/pages.jsonl": b'{"format":"json-pages-1.0"}\n'}
        for name, data in members.items():
            file.writestr(name, data)
        file.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": [
            {"name": n.split("/")[-1], "path": n, "hash": "sha256:" + hashlib.sha256(d).hexdigest(), "bytes": len(d)}
            for n, d in members.items()]}))
    mhtml = ("From: <Saved by a browser>\r\nSubject: Talks\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
             'type="text/html"; boundary="----part"\r\n\r\n------part\r\nContent-Type: text/html\r\n'
             "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.com/m\r\n\r\n"
             + pages[0].replace("=", "=3D") + "\r\n------part\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
             "iVBORw0KGgo=\r\n------part--\r\n").encode()
    lines = "".join(json.dumps({"id": f"n{n}", "text": t}) + "\n" for n, t in enumerate(plain[:5])).encode()
    table = "id,title,text\n" + "".join(
        f'{n},"Talks {n}","{t[:900].replace(chr(34), chr(34) * 2)}"\n' for n, t in enumerate(plain[:5]))
    return {"html": [p.encode() for p in pages], "warc": [warc, packed], "wacz": [buffer.getvalue()], "mhtml": [mhtml],
            "jsonl": [lines], "csv": [table.encode()]}


def mutant(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        place = rng.randrange(len(data) or 1)
        kind = rng.randrange(8)
        if kind == 0 and data:
            data[place] ^= 1 << rng.randrange(8)
        elif kind == 1 and data:
            data[place] = rng.choice([0, 9, 10, 13, 34, 39, 45, 48, 57, 60, 62, 127, 128, 255])
        elif kind == 2:
            del data[place:place + rng.randrange(1, 200)]
        elif kind == 3:
            data[place:place] = data[place:place + rng.randrange(1, 400)]
        elif kind == 4:
            data[place:place] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 30)))
        elif kind == 5:
            digits = [m for m in re.finditer(rb"\d+", bytes(data[place:place + 2000]))]
            if digits:
                found = rng.choice(digits)
                data[place + found.start():place + found.end()] = rng.choice(
                    [b"0", b"-1", b"7fffffffffffffff", b"9223372036854775807", b"18446744073709551616", b"99999", b""])
        elif kind == 6:
            data = data[:max(1, place)]
        else:
            other = rng.randrange(len(data) or 1)
            data[place:place + 20], data[other:other + 20] = data[other:other + 20], data[place:place + 20]
    return bytes(data)


def mutants(wirekin, count, seed):
    rng = random.Random(seed)
    kinds = seeds()
    folder = tempfile.mkdtemp(prefix="wirekin-mutants-")
    bad = done = 0
    try:
        while done < count and not is_over():
            paths = []
            for _ in range(min(50, count - done)):
                kind = rng.choice(list(kinds))
                path = os.path.join(folder, f"m{len(paths)}.{kind}")
                with open(path, "wb") as file:
                    file.write(mutant(rng.choice(kinds[kind]), rng))
                paths.append(path)
            status, _, _, _ = measured([wirekin, "read", *paths], timeout=120)
            if status is None or status < 0:
                for path in paths:
                    status, seconds, _, _ = measured([wirekin, "read", path], timeout=30)
                    if status is None or status < 0:
                        bad += 1
                        kept = os.path.join(tempfile.gettempdir(), f"mutant-{seed}-{done}-{os.path.basename(path)}")
                        shutil.copy(path, kept)
                        print(f"{kept}: {'no end' if status is None else signal.Signals(-status).name}")
            done += len(paths)
    finally:
        shutil.rmtree(folder)
    print(f"mutants: {done} of {', '.join(kinds)}: {bad} traps or hangs")
    return bad == 0


# Dense inputs

def dense_inputs():
    states = "Iran Egypt Syria Cuba Ghana Norway Zambia Chile Peru Kenya Mali Chad".split()
    rng = random.Random(5)

    def many(make, size):
        parts, length = [], 0
        while length < size:
            part = make(len(parts))
            parts.append(part)
            length += len(part) + 1
        return " ".join(parts)

    def html(body):
        return f"<!DOCTYPE html><html><head><title>Long page</title></head><body>{body}</body></html>"

    mega = 1 << 20
    limit = 31 * mega
    prose = " ".join(" ".join(open(p, encoding="utf-8").read().split()) for p in EXAMPLES if p.endswith(".txt")) + " "
    month = "January February March April May June July August September October November December".split()

    def name():
        return "".join(rng.choice("bcdfghklmnprst") + rng.choice("aeiou") for _ in range(3)).capitalize()

    yield "a a a, 31 MB.txt", "a " * (limit // 2)
    yield "a a a, 31 MB.html", html("<p>" + "a " * (limit // 2 - 200) + "</p>")
    yield "a sentence of 500 KB.txt", "the " * 125_000 + "end."
    yield "a sentence of 500 KB with states.txt", many(lambda n: states[n % 12] + " and", 500_000) + " met."
    yield "a word of 31 MB.txt", "a" * limit
    yield "no blank, 31 MB.html", html("<p>" + "ab" * (limit // 2 - 200) + "</p>")
    yield "100,000 visits.txt", many(lambda n: f"The president of {rng.choice(states)} visited {rng.choice(states)} on {n % 28 + 1} May {1950 + n % 70}.", 100_000 * 60)
    yield "100,000 denials.txt", many(lambda n: f"{states[n % 12]} accused {states[n % 11]} of lying. {states[n % 11]} denied it.", 100_000 * 50)
    yield "a chain of denials, 4 MB.txt", many(lambda n: f"{states[n % 12]} denied that", 4 * mega) + " it rained."
    yield "a chain of sayings, 4 MB.txt", many(lambda n: f"{states[n % 12]} said that", 4 * mega) + " it rained."
    yield "open quotes, 4 MB.txt", many(lambda n: "“Iran said", 4 * mega)
    yield "closed quotes, 4 MB.txt", many(lambda n: "“No,” Iran said.", 4 * mega)
    yield "nested quotes, 4 MB.txt", "“‘" * (4 * mega // 6) + "no" + "’”" * 1000
    yield "100,000 persons.txt", many(lambda n: f"{name()} {name()} met {name()} {name()}.", 100_000 * 30)
    yield "100,000 offices.txt", many(lambda n: f"Foreign Minister {name()} {name()} of {states[n % 12]} arrived.", 100_000 * 50)
    yield "100,000 dates.txt", many(lambda n: f"On {n % 28 + 1} {month[n % 12]} {1900 + n % 120} it rained.", 100_000 * 28)
    yield "100,000 anniversaries.txt", many(lambda n: f"It was the {n % 90 + 1}th anniversary of the visit.", 100_000 * 45)
    yield "100,000 anniversaries.html", html(many(lambda n: f"<p>It was the {n % 90 + 1}th anniversary of the visit of 1950.</p>", 100_000 * 60))
    yield "100,000 weekdays.txt", many(lambda n: "They met on Monday and left on Tuesday.", 100_000 * 40)
    yield "relative days.txt", many(lambda n: "Last week they met two days before the day after tomorrow.", 4 * mega)
    yield "prose, 4 MB.txt", prose * (4 * mega // len(prose))
    yield "prose, 31 MB.txt", prose * (limit // len(prose))
    yield "prose, 31 MB.html", html("<p>" + (prose.replace("&", "") + "</p><p>") * (limit // len(prose) - 40) + "</p>")
    yield "demands.txt", many(lambda n: f"{states[n % 12]} called on {states[n % 11]} to call on {states[n % 10]} to stop.", 4 * mega)
    yield "lists of states.txt", many(lambda n: ", ".join(states) + " met.", 4 * mega)
    yield "brackets.txt", "(" * (4 * mega)
    yield "hyphens.txt", "Iran-Egypt-" * (4 * mega // 11)
    yield "full stops.txt", ". " * (2 * mega)
    yield "abbreviations.txt", "Mr. U.S. No. " * (4 * mega // 13)
    yield "line feeds.txt", "\n" * (limit - 10) + "end"
    yield "digits.txt", "1234567890 " * (4 * mega // 11)
    yield "combining signs.txt", "a" + "\u0301" * (2 * mega)
    yield "signs of four bytes.txt", "\U0001F600" * mega
    yield "zeros.txt", "It rained.\0" * (4 * mega // 11)
    yield "300,000 deep.html", "<html><body>" + "<div>" * 300_000 + "end"
    yield "300,000 open bold.html", "<html><body>" + "<b>" * 300_000 + "<p>" * 1000 + "end"
    yield "misnested.html", "<html><body>" + "<a><b><i><p>" * 100_000 + "end"
    yield "tables.html", html("<table><tr><td>" * 60_000 + "end")
    yield "300,000 attributes.html", "<html><body><p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">end</p>"
    yield "one attribute of 31 MB.html", '<html><body><p title="' + "a" * (limit - 100) + '">end</p>'
    yield "31 MB of <p>a.html", html("<p>a</p>" * (limit // 8 - 20))
    yield "31 MB of links.html", html('<a href="/a">a</a> ' * (limit // 19 - 20))
    yield "31 MB of entities.html", html("<p>" + "&amp;" * (limit // 5 - 100))
    yield "31 MB of comments.html", html("<!-- a -->" * (limit // 10 - 100) + "end")
    yield "31 MB of script.html", html("<script>" + "a=1;" * (limit // 4 - 100) + "</script><p>end</p>")
    yield "select.html", html("<select>" + "<option>a" * 500_000)
    yield "JSON 1,000,000 deep.json", '{"text":' + "[" * 1_000_000
    yield "a table of 20,000 rows.csv", "id,text\n" + "".join(f'{n},"It rained {n} days."\n' for n in range(20_000))
    packed = gzip.compress(b"<p>a</p>" * (64 * mega // 8), mtime=0)
    yield "a record packed twice.warc", record(
        answer(gzip.compress(packed, mtime=0), "Content-Encoding: gzip, gzip\r\n"), "http://example.com/a")
    yield "a gzip bomb.html.gz", gzip.compress(b"<p>a</p>" * (200 * mega // 8), mtime=0)


def written(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def dense(wirekin, count, seed):
    worst = (0, 0)
    bad = number = 0
    for name, data in dense_inputs():
        number += 1
        folder = tempfile.mkdtemp(prefix="wirekin-dense-")
        try:
            path = written(folder, name, data)
            size = os.path.getsize(path)
            status, seconds, peak, output = measured([wirekin, "add", "--project", folder + "/p", path], timeout=300)
            worst = (max(worst[0], seconds), max(worst[1], peak))
            is_bad = status is None or status not in (0, 3) or seconds > 10 or peak > 600
            bad += is_bad
            print(f"{'FAIL' if is_bad else 'ok  '} {name}: {size / 1e6:.1f} MB, {seconds:.1f} s, {peak:.0f} MB, status {status}",
                  flush=True)
        finally:
            shutil.rmtree(folder)
    print(f"dense: {number} inputs, {bad} beyond 10 s or 600 MB; worst {worst[0]:.1f} s, {worst[1]:.0f} MB")
    return bad == 0


# Uploads

def uploads(wirekin, count, seed):
    bad = number = worst = 0
    for name, data in dense_inputs():
        if is_over():
            break
        number += 1
        folder = tempfile.mkdtemp(prefix="wirekin-uploads-")
        try:
            path = written(folder, name.replace(",", ""), data)
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            subprocess.run([wirekin, "init", folder + "/p"], check=True, stdout=subprocess.DEVNULL)
            desk = subprocess.Popen([wirekin, "serve", "--project", folder + "/p", "--port", str(port)],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                address = f"http://127.0.0.1:{port}"
                while subprocess.run(["curl", "-s", "-o", "/dev/null", address + "/"]).returncode:
                    time.sleep(0.1)
                sent = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "-H", "Origin: " + address,
                                       "-F", "files=@" + path, address + "/add"], capture_output=True, text=True).stdout
                status, _, job = sent.partition(" ")
                told = ""
                for _ in range(20):
                    told = subprocess.run(["curl", "-s", job + "/events"], capture_output=True, text=True).stdout if job else ""
                    if not job or "event: done" in told:
                        break
                with open(f"/proc/{desk.pid}/status", encoding="ascii") as file:
                    peak = int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024
                is_bad = desk.poll() is not None or "event: done" not in told or peak > 300
            finally:
                desk.terminate()
                desk.wait()
            worst = max(worst, peak)
            bad += is_bad
            state = " ".join(re.findall(r'"state":"([^"]*)"', told))
            print(f"{'FAIL' if is_bad else 'ok  '} {name}: {os.path.getsize(path) / 1e6:.1f} MB, {peak:.0f} MB held, {status} {state[:80]}",
                  flush=True)
        finally:
            shutil.rmtree(folder)
    print(f"uploads: {number} inputs, {bad} beyond 300 MB or not settled; worst {worst:.0f} MB")
    return bad == 0


# Flips

def outputs(wirekin, project):
    result = []
    for arguments in (["families", "--json"], ["pair", "KP-SY", "--json"], ["pair", "CU-GH"], ["phrases", "--json"],
                      ["search", "minister", "--json"], ["search", "the", "--json"], ["pairs"], ["claims", "D06", "--json"],
                      ["show", "D02", "--json"], ["date", "D10", "--json"]):
        status, _, _, output = measured([wirekin, *arguments, "--project", project, "--today", "2026-11-30"])
        result.append((status, output))
    return result


def flips(wirekin, count, seed):
    rng = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="wirekin-flips-")
    try:
        project = os.path.join(folder, "p")
        subprocess.run([wirekin, "add", "--quiet", "--project", project, *EXAMPLES], check=True, stdout=subprocess.DEVNULL)
        bundle = os.path.join(folder, "b.wacz")
        subprocess.run([wirekin, "bundle", "KP-SY", bundle, "--project", project, "--quiet"], check=True)
        plain = outputs(wirekin, project)
        with zipfile.ZipFile(bundle) as file:
            members = {name: file.read(name) for name in file.namelist()}
        captures = [os.path.join(where, n) for where, _, names in os.walk(project + "/captures") for n in names]
        targets = {"captures": captures, "log": [project + "/custody.jsonl"], "database": [project + "/derived.sqlite"],
                   "bundle": [bundle]}
        tally = {name: [0, 0, 0] for name in targets}
        missed = 0
        for number in range(count):
            if is_over():
                count = number
                break
            kind = list(targets)[number % 4]
            path = rng.choice(targets[kind])
            with open(path, "rb") as file:
                data = file.read()
            changed = bytearray(data)
            changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            os.chmod(path, 0o644)
            with open(path, "wb") as file:
                file.write(changed)
            tally[kind][0] += 1
            if kind == "bundle":
                status, _, _, output = measured([wirekin, "verify", bundle])
                if status == 0:
                    try:
                        with zipfile.ZipFile(bundle) as file:
                            same = {name: file.read(name) for name in file.namelist()} == members
                    except Exception:
                        # Another reader of zip files refuses it; ours reads the same members.
                        same = True
                    tally[kind][2] += same
                    if not same:
                        missed += 1
                        print(f"flip {number} of {kind}: changed a member and was not found", flush=True)
                else:
                    tally[kind][1] += 1
            else:
                status, _, _, output = measured([wirekin, "verify", "--project", project])
                if status != 0:
                    tally[kind][1] += 1
                elif outputs(wirekin, project) == plain:
                    tally[kind][2] += 1
                else:
                    missed += 1
                    print(f"flip {number} of {os.path.basename(path)}: changed an output and was not found", flush=True)
            if status is None or status < 0:
                missed += 1
                print(f"flip {number} of {kind}: verify ended with {status}", flush=True)
            with open(path, "wb") as file:
                file.write(data)
        for kind, (tried, found, without) in tally.items():
            print(f"{kind}: {tried} flips, {found} found, {without} without effect, {tried - found - without} missed")
        print(f"flips: {count}, {missed} that change an output and are not found")
        return missed == 0
    finally:
        shutil.rmtree(folder)


# Hash seeds

def digests(folder):
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def hash_seeds(wirekin, count, seed):
    """Swift draws another hash seed in every process, so that every run is under another one."""
    folder = tempfile.mkdtemp(prefix="wirekin-seeds-")
    try:
        project = os.path.join(folder, "p")
        subprocess.run([wirekin, "add", "--quiet", "--project", project, *EXAMPLES], check=True, stdout=subprocess.DEVNULL)
        formats = re.findall(r"^  --(\w+) +F", subprocess.run([wirekin, "export", "--help"], capture_output=True,
                                                            text=True).stdout.split("FORMATS")[1], re.M)
        where = ["--project", project, "--today", "2026-11-30"]
        # The filters from the pages on, each from what the one before gave.
        filters = [["read", *EXAMPLES], ["time"], ["code"], ["kin"], ["drift"], ["ledger"]]
        commands = [["families", "--json"], ["families"], ["pair", "KP-SY", "--json"], ["pair", "KP-SY"], ["pair", "CU-GH"],
                    ["pairs"], ["phrases", "--json"], ["rewordings"], ["search", "minister", "--json"]]
        first, bad, done = None, 0, 0
        while done < count and not is_over():
            made = os.path.join(folder, "made")
            os.makedirs(made)
            before, results = b"", {}
            for arguments in filters:
                if arguments == ["drift"]:
                    # Each page beside each other one: copies and pages that are none.
                    texts = [json.loads(line)["text"] for line in before.splitlines()]
                    given = "".join(json.dumps({"id": f"{n}", "parent": {"text": one}, "child": {"text": other}}) + "\n"
                                    for n, (one, other) in enumerate(itertools.permutations(texts, 2))).encode()
                else:
                    given = before
                run = subprocess.run([wirekin, *arguments], input=given, capture_output=True)
                if arguments[0] in ("read", "time", "code"):
                    before = run.stdout
                results[" ".join(arguments[:1])] = (run.returncode, hashlib.sha256(run.stdout).hexdigest())
                if run.returncode:
                    sys.exit(f"{arguments[0]}: {run.stderr.decode()[:300]}")
            for arguments in commands:
                run = subprocess.run([wirekin, *arguments, *where], capture_output=True)
                results[" ".join(arguments)] = (run.returncode, hashlib.sha256(run.stdout).hexdigest())
            for name in formats:
                run = subprocess.run([wirekin, "export", "KP-SY", *where, "--" + name, os.path.join(made, name)],
                                     capture_output=True)
                results["export " + name] = (run.returncode, run.stdout)
            subprocess.run([wirekin, "bundle", "KP-SY", os.path.join(made, "b.wacz"), *where], check=True, capture_output=True)
            results.update(digests(made))
            shutil.rmtree(made)
            done += 1
            if first is None:
                first = results
                wrong = [name for name, value in results.items() if isinstance(value, tuple) and value[0]]
                if wrong:
                    print("these do not end well: " + ", ".join(wrong))
                    bad += 1
            elif results != first:
                bad += 1
                names = [name for name in {*first, *results} if first.get(name) != results.get(name)]
                print(f"run {done}: other bytes of {', '.join(sorted(names))}", flush=True)
        print(f"seeds: {done} runs of {len(first)} outputs ({len(formats)} formats): {bad} runs with other bytes or a fault")
        return bad == 0
    finally:
        shutil.rmtree(folder)


# Readers beside a writer

def readers(wirekin, count, seed):
    """Reads while pages are added one by one and while all is derived anew."""
    rng = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="wirekin-readers-")
    reading = [["families", "--json"], ["pair", "KP-SY", "--json"], ["search", "minister", "--json"], ["phrases", "--json"],
               ["pairs"], ["show", "D01", "--json"], ["date", "D01", "--json"], ["verify"],
               ["export", "KP-SY", "--csv", folder + "/csv"], ["bundle", "KP-SY", folder + "/b.wacz"]]
    bad = done = read = 0
    try:
        while done < count and not is_over():
            project = f"{folder}/p"
            pages = EXAMPLES[:]
            rng.shuffle(pages)
            first = [page for page in pages if os.path.basename(page).startswith("D01")]
            subprocess.run([wirekin, "add", "--quiet", "--project", project, *first], check=True, stdout=subprocess.DEVNULL)
            script = " && ".join(f'"$0" add --quiet --project "$1" "{page}"' for page in pages)
            writer = subprocess.Popen(
                ["bash", "-c", script + ' && "$0" rebuild --quiet --project "$1"', wirekin, project],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while writer.poll() is None:
                arguments = rng.choice(reading)
                status, _, _, output = measured([wirekin, *arguments, "--project", project])
                read += 1
                # A page may not be there yet; a bundle of data that are being derived is refused.
                if status not in (0, 3) or arguments == ["verify"] and status != 0:
                    bad += 1
                    print(f"run {done}: {' '.join(arguments[:2])} ended with {status}: {output.decode()[:200]}", flush=True)
            if writer.returncode:
                bad += 1
                print(f"run {done}: the writer ended with {writer.returncode}: {writer.stderr.read().decode()[:200]}")
            status, _, _, output = measured([wirekin, "verify", "--project", project])
            if status != 0:
                bad += 1
                print(f"run {done}: afterwards {output.decode()[:300]}", flush=True)
            shutil.rmtree(project)
            done += 1
        print(f"readers: {done} runs, {read} readings beside a writer: {bad} faults")
        return bad == 0
    finally:
        shutil.rmtree(folder)


# Exact kills and errors

CALLS = ["write", "pwrite64", "fsync", "fdatasync", "openat", "mkdir", "rename", "unlink", "close", "flock", "ftruncate",
         "syncfs"]


def strace(arguments, inject, acknowledged):
    with open(acknowledged, "ab") as out:
        return subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=" + inject, *arguments],
                              stdout=out, stderr=subprocess.DEVNULL, timeout=300).returncode


def settled(wirekin, project, pages, acknowledged, should):
    """What is wrong after a stopped run, once it is gone on with."""
    with open(acknowledged, encoding="utf-8", errors="replace") as file:
        text = file.read()
    for sha in re.findall(r'"added":\{"id":"[^"]*","sha256":"([0-9a-f]{64})"\}\}\n', text):
        held = False
        for path in (f"{project}/captures/{sha[:2]}/{sha}", f"{project}/captures/.arriving/{sha}"):
            if os.path.exists(path):
                with open(path, "rb") as file:
                    held = held or hashlib.sha256(file.read()).hexdigest() == sha
        if not held:
            return f"{sha[:12]} was acknowledged and is lost"
    done = subprocess.run([wirekin, "add", "--project", project, *pages], capture_output=True, timeout=300)
    if done.returncode != 0:
        return f"it is not gone on with: {done.stderr.decode()[:200]}"
    done = subprocess.run([wirekin, "verify", "--project", project], capture_output=True, timeout=300)
    if done.returncode != 0:
        return f"it does not verify: {done.stdout.decode()[:300]}"
    done = subprocess.run([wirekin, "families", "--json", "--project", project], capture_output=True, timeout=300)
    if done.stdout == should:
        return None
    # A page that could not be written was refused, and came last when it was added again: the families are those of that order.
    with open(project + "/custody.jsonl", encoding="utf-8") as file:
        order = [entry["details"]["id"] for entry in map(json.loads, file) if entry["action"] == "add"]
    paths = {os.path.basename(page): page for page in pages}
    other = project + "-again"
    subprocess.run([wirekin, "add", "--quiet", "--project", other, *[paths[name] for name in order]], check=True,
                   stdout=subprocess.DEVNULL)
    again = subprocess.run([wirekin, "families", "--json", "--project", other], capture_output=True, timeout=300)
    shutil.rmtree(other)
    return None if done.stdout == again.stdout else "other families than without a stop"


def injected(wirekin, count, seed, faults):
    if not shutil.which("strace"):
        print("strace is not installed; nothing was tried")
        return True
    rng = random.Random(seed)
    pages = EXAMPLES[:5]
    folder = tempfile.mkdtemp(prefix="wirekin-exact-")
    try:
        subprocess.run([wirekin, "add", "--quiet", "--project", folder + "/whole", *pages], check=True,
                       stdout=subprocess.DEVNULL)
        should = subprocess.run([wirekin, "families", "--json", "--project", folder + "/whole"], capture_output=True).stdout
        # How often each call is made by the two commands.
        numbers = {}
        listing = folder + "/calls"
        for step, arguments in enumerate((["init", folder + "/counted"],
                                          ["add", "--jsonl", "--project", folder + "/counted", *pages])):
            subprocess.run(["strace", "-f", "-qq", "-o", listing, "-e", "trace=" + ",".join(CALLS), wirekin, *arguments],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with open(listing, encoding="utf-8", errors="replace") as file:
                for line in file:
                    found = re.match(r"\d+ +(\w+)\(", line)
                    if found:
                        numbers[step, found.group(1)] = numbers.get((step, found.group(1)), 0) + 1
        points = [(step, call, when, fault) for (step, call), most in sorted(numbers.items()) for when in range(1, most + 1)
                  for fault in faults]
        rng.shuffle(points)
        # The rare calls first: those that write, then the many that open and close.
        points.sort(key=lambda point: point[1] in ("openat", "close", "flock"))
        bad = done = stopped = 0
        for step, call, when, fault in points[:count]:
            if is_over():
                break
            project = f"{folder}/p{done}"
            acknowledged = folder + "/acknowledged"
            open(acknowledged, "w").close()
            inject = f"{call}:{fault}:when={when}"
            if step == 0:
                status = strace([wirekin, "init", project], inject, acknowledged)
                if status == 0:
                    strace([wirekin, "add", "--jsonl", "--project", project, *pages], "getppid:error=EPERM", acknowledged)
            else:
                subprocess.run([wirekin, "init", project], check=True, stdout=subprocess.DEVNULL)
                status = strace([wirekin, "add", "--jsonl", "--project", project, *pages], inject, acknowledged)
            stopped += status != 0
            why = settled(wirekin, project, pages, acknowledged, should)
            if why:
                bad += 1
                print(f"{('init', 'add')[step]} {inject}: {why}", flush=True)
            shutil.rmtree(project, ignore_errors=True)
            done += 1
        print(f"{done} of {len(points)} points, {stopped} commands ended otherwise than well: {bad} lost, broken or not gone on with")
        return bad == 0
    finally:
        shutil.rmtree(folder)


def kills(wirekin, count, seed):
    return injected(wirekin, count, seed, ["signal=SIGKILL"])


def errors(wirekin, count, seed):
    return injected(wirekin, count, seed, ["error=EIO", "error=ENOSPC", "error=EMFILE"])


PARTS = {"mutants": (mutants, 20_000), "dense": (dense, 0), "uploads": (uploads, 0), "flips": (flips, 10_000), "seeds": (hash_seeds, 50),
         "readers": (readers, 50), "kills": (kills, 300),
         "errors": (errors, 100)}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[2] not in PARTS:
        sys.exit(__doc__)
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work, usual = PARTS[sys.argv[2]]
    good = work(os.path.realpath(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else usual,
                int(sys.argv[4]) if len(sys.argv) > 4 else 7)
    sys.exit(0 if good else 1)
