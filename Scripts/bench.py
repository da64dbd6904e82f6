#!/usr/bin/env python3
"""Times wirekin's stages beside the best peers in one run, on one core, and prints ratios.

usage: bench.py WIREKIN [kin] [read] [parse] [warc] [time] [code] [desk] [grow]

The peers come from PyPI into a virtual environment of this script's own (.bench/venv). Corpora: `kin` makes its own
with the generator beside the repository, `read` and `time` take the developers' data there; a part whose data is not
there says so and is left out. The rates of the peers leave out reading and parsing; those of wirekin hold everything
from JSON or HTML in to JSON out.
"""
import collections
import glob
import gzip
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(HERE, "..", "shared")
BENCH = os.path.join(HERE, ".bench")
VENV = os.path.join(BENCH, "venv")
PEERS = {"kin": ["gaoya", "rensa", "datasketch"], "read": ["lxml_html_clean", "trafilatura", "resiliparse"],
         "parse": ["lxml", "selectolax"], "time": []}


def python(packages):
    """The environment's interpreter with the packages installed."""
    interpreter = os.path.join(VENV, "bin", "python")
    if not os.path.exists(interpreter):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    for package in packages:
        if subprocess.run([interpreter, "-c", f"import {package}"], capture_output=True).returncode:
            subprocess.run([interpreter, "-m", "pip", "install", "-q", package], check=True)
    return interpreter


def run(command, source=None, keep=False, cores=("taskset", "-c", "0")):
    """Seconds of processor time, seconds by the clock and output of a command, on one core."""
    with open(source or os.devnull, "rb") as stream:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        process = subprocess.Popen(
            [*cores, *command], stdin=stream, stdout=subprocess.PIPE if keep else subprocess.DEVNULL)
        output = process.communicate()[0]
        wall = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"{command[0]} ended with status {process.returncode}")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return max(seconds, 0.001), wall, output


def table(title, unit, rows):
    """Prints rates with the ratio of the first row to each."""
    print(f"\n{title}")
    first = rows[0][1]
    for name, rate in rows:
        print(f"  {name:<34}{rate:>12,.1f} {unit}   {'' if rate == first else f'{first / rate:>6.1f} ×'}")


KIN_PEER = r"""
import json, sys, time
tool, path = sys.argv[1:]
texts = [json.loads(line)["text"] for line in open(path)]
begun = time.process_time()
if tool == "gaoya":
    from gaoya.minhash import MinHashStringIndex
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=0.3, num_bands=32, band_size=4, num_hashes=128,
                               analyzer="word", ngram_range=(3, 3), lowercase=True)
    for number, text in enumerate(texts): index.insert_document(number, text)
    for text in texts: index.query(text)
else:
    shingled = ([" ".join(words[i:i + 3]) for i in range(max(1, len(words) - 2))]
                for words in (text.lower().split() for text in texts))
    if tool == "rensa":
        from rensa import RMinHash, RMinHashLSH
        index = RMinHashLSH(0.3, 128, 32)
        made = []
        for number, shingles in enumerate(shingled):
            hashed = RMinHash(num_perm=128, seed=42); hashed.update(shingles); made.append(hashed)
            index.insert(number, hashed)
        for hashed in made: index.query(hashed)
    else:
        from datasketch import MinHash, MinHashLSH
        index = MinHashLSH(params=(32, 4), num_perm=128)
        for number, shingles in enumerate(shingled):
            hashed = MinHash(num_perm=128); hashed.update_batch([s.encode() for s in shingles])
            index.insert(number, hashed); index.query(hashed)
print(len(texts) / (time.process_time() - begun))
"""


def kin(wirekin):
    maker = os.path.join(SHARED, "score", "make_lineage_corpus.py")
    if not os.path.exists(maker):
        return print("kin: the generator of corpora is not beside the repository")
    count = int(os.environ.get("BENCH_DOCUMENTS", "20000"))
    folder = os.path.join(BENCH, f"lineage-{count}")
    if not os.path.exists(os.path.join(folder, "truth.tsv")):
        subprocess.run([sys.executable, maker, "--seed", "bench", "--n", str(count), "--out", folder], check=True)
    documents = os.path.join(folder, "docs.jsonl")
    interpreter = python(PEERS["kin"])
    seconds, _, _ = run([wirekin, "kin", "--threads", "1"], documents)
    rows = [("wirekin kin, JSON in to links out", count / seconds)]
    for tool in PEERS["kin"]:
        if tool == "datasketch" and count > 20000:
            continue
        _, _, output = run([interpreter, "-c", KIN_PEER, tool, documents], keep=True)
        rows.append((tool, float(output)))
    table(f"kin: {count:,} documents", "documents/s", rows)


def grow(wirekin):
    """A collection that grows in twenty parts beside the same added at once, BENCH_DOCUMENTS in all: the links must be equal."""
    count = int(os.environ.get("BENCH_DOCUMENTS", "6000"))
    maker = os.path.join(SHARED, "score", "make_lineage_corpus.py")
    if not os.path.exists(maker):
        return print("grow: the generator of corpora is not beside the repository")
    folder = os.path.join(BENCH, f"lineage-{count}")
    if not os.path.exists(os.path.join(folder, "truth.tsv")):
        subprocess.run([sys.executable, maker, "--seed", "bench", "--n", str(count), "--out", folder], check=True)
    with open(os.path.join(folder, "docs.jsonl"), encoding="utf-8") as file:
        lines = file.readlines()
    found = []
    for name, parts in (("at once", 1), ("in twenty parts", 20)):
        project = os.path.join(BENCH, f"grow-{parts}")
        shutil.rmtree(project, ignore_errors=True)
        spent = []
        for part in range(parts):
            path = os.path.join(BENCH, f"grow-{part:02}.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(lines[part * len(lines) // parts:(part + 1) * len(lines) // parts])
            spent.append(run([wirekin, "add", "--quiet", "--project", project, path])[0])
            os.remove(path)
        print(f"  {name:<18}{sum(spent):>8.1f} s of processor time, the last part {spent[-1]:.2f} s")
        _, _, output = run([wirekin, "families", "--json", "--project", project], keep=True)
        found.append(sorted(json.dumps(link, sort_keys=True) for link in json.loads(output)["links"]))
    print(f"  {len(found[0]):,} links, {'equal' if found[0] == found[1] else 'NOT EQUAL'}")


READ_PEER = r"""
import glob, gzip, sys, time
tool, pattern = sys.argv[1:]
pages = [gzip.open(path).read() for path in sorted(glob.glob(pattern))]
size = sum(map(len, pages))
if tool == "trafilatura":
    from trafilatura import bare_extraction as extract
else:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    def extract(page): return extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)
begun = time.process_time()
for page in pages: extract(page)
print(size / 1e6 / (time.process_time() - begun))
"""


PARSE_PEER = r"""
import glob, sys, time
tool, folder = sys.argv[1:]
pages = [open(path, "rb").read() for path in sorted(glob.glob(folder + "/*"))]
if tool == "lexbor":
    from selectolax.lexbor import LexborHTMLParser
    def parse(page): LexborHTMLParser(page)
else:
    from lxml import etree
    def parse(page):
        try: etree.fromstring(page, etree.HTMLParser(huge_tree=True))
        except etree.LxmlError: pass
begun = time.process_time()
for _ in range(3):
    for page in pages: parse(page)
print(3 * sum(map(len, pages)) / 1e6 / (time.process_time() - begun))
"""


def parse(wirekin):
    """The HTML parser alone; `html-conformance` beside the program parses each file five times."""
    tool = os.path.join(os.path.dirname(wirekin), "html-conformance")
    pages = sorted(glob.glob(os.path.join(BENCH, "pages", "*")))
    if not pages or not os.path.exists(tool):
        return print("parse: run `make conformance` and `make bench BENCH=read` first")
    size = sum(os.path.getsize(path) for path in pages) / 1e6
    seconds, _, _ = run([tool, "--parse", *pages])
    interpreter = python(PEERS["parse"])
    rows = [("wirekin HTMLParsing", 5 * size / seconds)]
    for tool in ("lexbor", "libxml2"):
        _, _, output = run([interpreter, "-c", PARSE_PEER, tool, os.path.join(BENCH, "pages")], keep=True)
        rows.append((tool, float(output)))
    table(f"parse: {len(pages)} pages", "MB/s", rows)


def read(wirekin):
    pattern = os.path.join(SHARED, "data", "extraction", "*", "html", "*.gz")
    files = sorted(glob.glob(pattern))
    if not files:
        return print("read: no pages beside the repository")
    folder = os.path.join(BENCH, "pages")
    os.makedirs(folder, exist_ok=True)
    plain = []
    for path in files:
        target = os.path.join(folder, os.path.basename(path)[:-3])
        if not os.path.exists(target):
            with open(target, "wb") as out:
                out.write(gzip.open(path).read())
        plain.append(target)
    size = sum(os.path.getsize(path) for path in plain) / 1e6
    interpreter = python(PEERS["read"])
    seconds, _, _ = run([wirekin, "read", "--threads", "1", *plain])
    rows = [("wirekin read, all fields", size / seconds)]
    for tool in ("resiliparse", "trafilatura"):
        _, _, output = run([interpreter, "-c", READ_PEER, tool, pattern], keep=True)
        rows.append((tool, float(output)))
    table(f"read: {len(plain)} pages, {size:.0f} MB of HTML", "MB/s", rows)


WARC_PEER = r"""
import sys, time
tool, path = sys.argv[1:]
pages = size = 0
begun = time.process_time()
if tool == "warcio":
    from warcio.archiveiterator import ArchiveIterator
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response" and (record.http_headers.get_header("Content-Type") or "").startswith("text/html"):
                pages += 1
                size += len(record.content_stream().read())
else:
    from fastwarc import ArchiveIterator, WarcRecordType
    for record in ArchiveIterator(path, record_types=WarcRecordType.response, fsspec_args=False):
        if (record.http_headers.get("Content-Type") or "").startswith("text/html"):
            pages += 1
            size += len(record.reader.read())
print(time.process_time() - begun, pages, size)
"""


def warc(wirekin):
    """The reading of web archives, gzipped record by record and plain; `html-conformance` beside the program reads them."""
    tool = os.path.join(os.path.dirname(wirekin), "html-conformance")
    if not os.path.exists(tool):
        return print("warc: build html-conformance first (make conformance)")
    interpreter = python(["warcio", "fastwarc"])
    count = int(os.environ.get("BENCH_DOCUMENTS", "20000"))
    seeded = random.Random(11)
    words = ["".join(seeded.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(seeded.randint(2, 9))) for _ in range(4000)]
    plain = os.path.join(BENCH, f"pages-{count}.warc")
    if not os.path.exists(plain + ".gz"):
        with open(plain, "wb") as out, open(plain + ".gz", "wb") as packed:
            for number in range(count):
                text = " ".join(seeded.choices(words, k=seeded.randint(200, 2500)))
                body = f"<html><head><title>{number}</title></head><body><p>{text}</p></body></html>".encode()
                kind = "text/html; charset=utf-8" if number % 4 else "image/png"
                block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nServer: none\r\n\r\n".encode() + body
                record = (
                    f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                    f"WARC-Date: 2021-06-01T00:00:00Z\r\nWARC-Target-URI: http://example.com/{number}\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode()
                out.write(record + block + b"\r\n\r\n")
                packed.write(gzip.compress(record + block + b"\r\n\r\n", 6, mtime=0))
    size = os.path.getsize(plain) / 1e6
    for path, title in ((plain + ".gz", "gzipped"), (plain, "plain")):
        seconds, _, output = run([tool, "--archive", path], keep=True)
        # What was left out, then "PAGES pages, BYTES bytes" on the last line.
        pages, bodies = (int(word) for word in output.splitlines()[-1].split()[::2])
        rows = [("wirekin", size / seconds)]
        for name in ("warcio", "fastwarc"):
            _, _, output = run([interpreter, "-c", WARC_PEER, name, path], keep=True)
            taken, found, held = output.split()
            if (int(found), int(held)) != (pages, bodies):
                print(f"warc: {name} found {found} pages of {held} bytes, wirekin {pages} of {bodies}")
            rows.append((name, size / float(taken)))
        table(f"warc: {count:,} records, {size:.0f} MB, {title}, one core", "MB/s", rows)
        # Members are unpacked on two cores; the others know one only, where processor time and the clock are the same.
        clock = run([tool, "--archive", path], keep=True, cores=())[1]
        table(f"warc: {title}, by the clock, {os.cpu_count()} cores", "MB/s", [("wirekin", size / clock), *rows[1:]])


def times(wirekin):
    source = os.path.join(SHARED, "data", "time", "wikiwars.jsonl")
    if not os.path.exists(source):
        return print("time: no texts beside the repository")
    target = os.path.join(BENCH, "time.jsonl")
    os.makedirs(BENCH, exist_ok=True)
    size = 0
    with open(target, "w", encoding="utf-8") as out:
        for turn in range(20):
            for number, line in enumerate(open(source, encoding="utf-8")):
                text = json.loads(line)["text"]
                size += len(text.encode())
                out.write(json.dumps({"id": f"{turn}-{number}", "text": text}) + "\n")
    rows = []
    dated = os.path.join(BENCH, "time-dated.jsonl")
    with open(dated, "w", encoding="utf-8") as out:
        for line in open(target, encoding="utf-8"):
            out.write(json.dumps({**json.loads(line), "published": "2010-05-05"}) + "\n")
    for name, source in (("narratives, undated", target), ("narratives, dated", dated)):
        rows.append((name, size / 1e6 / run([wirekin, "time", "--threads", "1"], source)[0]))
    truth = os.path.join(SHARED, "data", "extraction", "articles", "truth.json")
    if os.path.exists(truth):
        articles = os.path.join(BENCH, "time-articles.jsonl")
        texts = [page["articleBody"] for page in json.load(open(truth, encoding="utf-8")).values()] * 40
        with open(articles, "w", encoding="utf-8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": str(number), "published": "2019-11-18", "text": text}) + "\n")
        size = sum(len(text.encode()) for text in texts)
        rows.insert(0, ("news articles", size / 1e6 / run([wirekin, "time", "--threads", "1"], articles)[0]))
    table("time: wirekin time, one core", "MB/s", rows)


def code(wirekin):
    """Events and claims of the examples of the frames, eight sentences a document, with and without the time stage."""
    sentences = []
    for name, column in (("frames", 10), ("nominals", 9)):
        with open(os.path.join(HERE, "Sources", "CLexicons", "Resources", "events", "en", name + ".tsv")) as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
        sentences += [row[column] for row in rows if len(row) > column]
    random.Random(7).shuffle(sentences)
    sentences = (sentences * (20000 // len(sentences) + 1))[:20000]
    target = os.path.join(BENCH, "code.jsonl")
    with open(target, "w", encoding="utf-8") as out:
        for number in range(0, len(sentences), 8):
            text = "\n\n".join(sentences[number:number + 8])
            out.write(json.dumps({"id": str(number), "published": "2020-05-05", "text": text}) + "\n")
    dated = os.path.join(BENCH, "code-time.jsonl")
    with open(dated, "wb") as out:
        out.write(run([wirekin, "time"], target, keep=True)[2])
    rows = [("wirekin code, time tagged on the way", len(sentences) / run([wirekin, "code", "--threads", "1"], target)[0])]
    rows.append(("wirekin code, time tagged before", len(sentences) / run([wirekin, "code", "--threads", "1"], dated)[0]))
    table("code: examples of the frames, one core", "sentences/s", rows)


DESK_SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function()
    at = at %% #paths + 1
    return wrk.format("GET", paths[at])
end
done = function(summary, latency)
    io.write(string.format("RESULT %%.1f %%.1f %%.1f %%d %%d\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        summary.requests / summary.duration * 1e6, summary.requests, summary.errors.status + summary.errors.timeout))
end
"""


def desk(wirekin):
    """The desk over 100,000 invented articles (BENCH_DOCUMENTS sets their number), asked by wrk on two connections."""
    count = int(os.environ.get("BENCH_DOCUMENTS", "100000"))
    texts, project = (os.path.join(BENCH, f"{name}-{count}") for name in ("articles", "desk"))
    if not os.path.exists(os.path.join(project, "derived.sqlite")):
        subprocess.run([sys.executable, os.path.join(HERE, "Scripts", "bench_articles.py"), texts, str(count)], check=True)
        begun = time.monotonic()
        subprocess.run([wirekin, "add", "--quiet", "--project", project, texts], check=True, stdout=subprocess.DEVNULL)
        print(f"desk: {count} articles added in {time.monotonic() - begun:.0f} s")
    subprocess.run([os.path.join(HERE, "Scripts", "setup.sh"), "load"], check=True)
    seeded = random.Random(5)
    names = sorted(glob.glob(os.path.join(texts, "*", "*.txt")))
    counts, pairs = collections.Counter(), []
    for name in seeded.sample(names, min(len(names), 4000)):
        with open(name, encoding="utf-8") as file:
            words = sorted(set(re.findall(r"[a-z]+", file.read().lower())))
        counts.update(words)
        pairs.append(seeded.sample(words, 2))
    common = [word for word, _ in counts.most_common(50)]
    server = subprocess.Popen(
        [wirekin, "serve", "--project", project, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://\S+", server.stdout.readline()).group(0).rstrip("/")
        with urllib.request.urlopen(address + "/api/v1/pairs") as answer:
            states = [item["pair"] for item in json.load(answer)]
        print(f"\ndesk: {count} articles, wrk on 2 connections; milliseconds")
        print(f"  {'':<46}{'p50':>8}{'p99':>8}{'bar':>8}{'a second':>12}")
        for title, bar, paths in [
            ("", 0, [f"/search?q={a}+{b}" for a, b in pairs[:1000]]),
            ("search, two words of a text, each asked once", 50, [f"/search?q={a}+{b}" for a, b in pairs[1000:]]),
            ("search, the fifty commonest words", 150, [f"/search?q={word}" for word in common]),
            ("the same, no answer kept (a new address each)", 150,
             [f"/search?q={word}&from={1900 + turn}" for turn in range(40) for word in common]),
            ("dossier, the sixty pairs most told of", 150, [f"/pair/{pair}" for pair in states]),
            ("the same, no answer kept (a new address each)", 150,
             [f"/pair/{pair}?from={1900 + turn}" for turn in range(9) for pair in states]),
        ]:
            listed = os.path.join(BENCH, "paths.txt")
            with open(listed, "w", encoding="utf-8") as file:
                file.write("\n".join(paths) + "\n")
            script = os.path.join(BENCH, "desk.lua")
            with open(script, "w", encoding="utf-8") as file:
                file.write(DESK_SCRIPT % listed)
            output = subprocess.run(
                ["wrk", "-t1", "-c2", "-d10s", "--timeout", "10s", "-s", script, address], check=True,
                capture_output=True, text=True).stdout
            middle, late, rate, asked, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+) (\d+)", output).groups()
            if not title:
                continue  # Only warms the file cache, with words of its own.
            told = "" if errors == "0" else f"   {errors} ERRORS"
            print(f"  {title:<46}{middle:>8}{late:>8}{bar:>8}{rate:>12}   ({asked} of {len(paths)} addresses){told}")
        with open(f"/proc/{server.pid}/status", encoding="utf-8") as status:
            print("  memory, at most:", next(line.split()[1] for line in status if line.startswith("VmHWM")), "KB (bar 400,000)")
    finally:
        server.terminate()
        server.wait()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    os.makedirs(BENCH, exist_ok=True)
    parts = {"kin": kin, "read": read, "parse": parse, "warc": warc, "time": times, "code": code, "desk": desk, "grow": grow}
    for name in sys.argv[2:] or parts:
        parts[name](os.path.abspath(sys.argv[1]))


if __name__ == "__main__":
    main()
