#!/usr/bin/env python3
"""The steps of kin with folders as shuffles: for machines that share a disk and nothing else, and for one machine with little memory.

  staged-kin.py [--worker wirekin-worker] [--ranges 16] [--jobs 2] [--memory 2048] --work DIR --out DIR documents.jsonl…

Every step is one process a part, at most JOBS at once, each with MEMORY MiB of address space at most (0: no limit). What a step
writes is kept in WORK under the step's name; a run that was stopped goes on behind the last step that was done. OUT gets links.jsonl
and families.jsonl, which are the bytes that `wirekin-worker kin` and `kin --families` print for the same documents in the order of
their ids, whatever the number of ranges and of files.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor


class Failure(Exception):
    pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--worker", default="wirekin-worker")
    parser.add_argument("--ranges", type=int, default=16)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--memory", type=int, default=2048)
    parser.add_argument("--pairs", type=int, default=20000, help="pairs in a bucket")
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    try:
        Run(options).run()
    except Failure as failure:
        sys.exit(f"staged-kin: {failure}")


class Run:
    def __init__(self, options):
        self.options = options
        self.ranges = options.ranges
        self.times = []

    def path(self, *parts):
        return os.path.join(self.options.work, *parts)

    def worker(self, words, inputs, output):
        """Runs one step over some files, one after the other; the output appears when all of it is there."""
        limit = self.options.memory << 20

        def bound():
            if limit:
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        part = output + ".part"
        with open(part, "wb") as sink:
            process = subprocess.Popen(
                [self.options.worker, *words], stdin=subprocess.PIPE, stdout=sink, stderr=subprocess.PIPE, preexec_fn=bound)
            drain = ThreadPoolExecutor(1)
            said = drain.submit(process.stderr.read)
            try:
                for name in inputs:
                    with open(name, "rb") as source:
                        while block := source.read(1 << 20):
                            process.stdin.write(block)
                process.stdin.close()
            except BrokenPipeError:
                pass
            status = process.wait()
            text = said.result().decode(errors="replace")
        if status == 3:
            sys.stderr.write("".join(f"{inputs[0]}: {line}\n" for line in text.splitlines()))
        elif status:
            raise Failure(f"`{' '.join(words)}` over {', '.join(inputs[:3])} ended with {status}: {text.strip()[-400:]}")
        os.replace(part, output)

    def step(self, name, words, parts):
        """Runs a step over parts, each a list of files; gives the files written."""
        folder = self.path(name)
        os.makedirs(folder, exist_ok=True)
        begun = time.time()
        outputs = [os.path.join(folder, f"{number:05d}") for number in range(len(parts))]
        todo = [(inputs, output) for inputs, output in zip(parts, outputs) if not os.path.exists(output)]
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for future in [pool.submit(self.worker, words, inputs, output) for inputs, output in todo]:
                future.result()
        size = sum(map(os.path.getsize, outputs))
        print(f"{name:12} {len(parts):5} parts {time.time() - begun:8.1f} s {size / 1e6:10.1f} MB", file=sys.stderr)
        return outputs

    def shuffle(self, name, channel, inputs, ranges):
        """Puts the lines of a channel together by their range; gives a file for each."""
        folder = self.path(name)
        outputs = [os.path.join(folder, f"{number:05d}") for number in range(ranges)]
        if os.path.exists(os.path.join(folder, "done")):
            return outputs
        os.makedirs(folder, exist_ok=True)
        sinks = [open(output, "wb") for output in outputs]
        begin = channel + b"\t"
        for path in inputs:
            with open(path, "rb") as source:
                for line in source:
                    if line.startswith(begin):
                        sinks[int(line[len(begin):line.index(b"\t", len(begin))])].write(line)
        for sink in sinks:
            sink.close()
        open(os.path.join(folder, "done"), "w").close()
        return outputs

    def joined(self, name, inputs):
        """One file of many."""
        output = self.path(name)
        with open(output, "wb") as sink:
            for path in inputs:
                with open(path, "rb") as source:
                    while block := source.read(1 << 20):
                        sink.write(block)
        return output

    def run(self):
        options, ranges = self.options, str(self.ranges)
        os.makedirs(options.work, exist_ok=True)
        os.makedirs(options.out, exist_ok=True)
        places, texts = {}, options.documents
        for number, path in enumerate(texts):
            place = 0
            with open(path, "rb") as source:
                for line in source:
                    found = identifier(line)
                    if found is not None:
                        if found in places:
                            raise Failure(f"{path}: the id {found} comes twice")
                        places[found] = (number, place)
                    place += len(line)
        count, parts = str(len(places)), [[path] for path in texts]
        lines = self.step("lines", ["kin", "lines", ranges], parts)
        lines = self.shuffle("lines-by-range", b"records", lines, self.ranges)
        masked = self.joined("boilerplate.txt", self.step("boilerplate", ["kin", "boilerplate"], [[one] for one in lines]))
        sample = self.step("sample", ["kin", "sample", count], parts)
        counts = self.step("counts", ["kin", "counts", count], [sample])[0]
        signatures = self.step("sign", ["kin", "sign", ranges, masked], parts)
        signatures = self.shuffle("sign-by-range", b"signature", signatures, self.ranges)
        groups = self.step("groups", ["kin", "groups", ranges], [[one] for one in signatures])
        entries = self.shuffle("entries-by-range", b"entries", groups, self.ranges)
        shares = self.step("pair", ["kin", "pair", ranges], [[one] for one in entries])
        shares = self.shuffle("shares-by-range", b"shares", shares, self.ranges)
        pairs = self.step("candidates", ["kin", "candidates"], [[one] for one in shares])
        buckets = self.step("buckets", ["kin", "buckets", str(options.pairs)], [pairs])[0]
        verified = self.step("verify", ["kin", "verify", masked, counts], self.buckets(buckets, groups, places))
        links = self.step("links", ["kin", "links"], [groups + verified])
        os.replace(self.joined("links.jsonl", links), os.path.join(options.out, "links.jsonl"))
        names = self.path("ids.jsonl")
        with open(names, "w", encoding="utf-8") as sink:
            for name in places:
                sink.write('{"id":%s}\n' % json.dumps(name, ensure_ascii=False))
        families = self.step("families", ["kin", "families"], [[os.path.join(options.out, "links.jsonl"), names]])
        os.replace(self.joined("families.jsonl", families), os.path.join(options.out, "families.jsonl"))

    def buckets(self, pairs, groups, places):
        """Writes each bucket with its pairs, their groups and the texts of those."""
        folder = self.path("buckets-filled")
        if os.path.exists(os.path.join(folder, "done")):
            return [[os.path.join(folder, name)] for name in sorted(os.listdir(folder)) if name != "done"]
        os.makedirs(folder, exist_ok=True)
        held = {}
        files = [open(path, "rb") for path in groups]
        for number, source in enumerate(files):
            place = 0
            for line in source:
                if line.startswith(b"group\t"):
                    held[int(line.split(b"\t", 2)[1])] = (number, place)
                place += len(line)
        documents = [open(path, "rb") for path in self.options.documents]

        def line(sources, place):
            sources[place[0]].seek(place[1])
            return sources[place[0]].readline().rstrip(b"\n") + b"\n"

        result, current, sink, seen, wanted = [], None, None, set(), set()

        def fill():
            names = set()
            for key in sorted(wanted):
                group = line(files, held[key])
                sink.write(group)
                value = json.loads(group.split(b"\t", 2)[2])
                names.update([value["representative"], *value["members"]])
            for name in sorted(names, key=places.get):
                sink.write(line(documents, places[name]))
            sink.close()
            wanted.clear()

        with open(pairs, "rb") as source:
            for text in source:
                _, bucket, one, other = text.split(b"\t")
                if bucket != current:
                    if sink:
                        fill()
                    current = bucket
                    result.append([os.path.join(folder, f"{int(bucket):06d}")])
                    sink = open(result[-1][0], "wb")
                sink.write(text)
                wanted.update((int(one), int(other)))
        if sink:
            fill()
        open(os.path.join(folder, "done"), "w").close()
        return result


SIMPLE = re.compile(rb'"id"\s*:\s*"([^"\\]*)"')


def identifier(line):
    """The id of a document, None for a line that is none."""
    try:
        if line.count(b'"id"') == 1 and b'"text"' in line:
            found = SIMPLE.search(line)
            if found:
                return found.group(1).decode()
        value = json.loads(line)
        return value["id"] if "text" in value else None
    except (ValueError, KeyError, TypeError):
        return None


if __name__ == "__main__":
    main()
