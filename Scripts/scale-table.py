#!/usr/bin/env python3
"""What a day and a year of CC-NEWS cost, from rates measured here: the tables of Documentation/Scale.md.

  Scripts/scale-table.py WORKER DOCUMENTS.jsonl [PAGES.jsonl] [--cent-an-hour 4]

DOCUMENTS are lines with `id` and `text`, PAGES lines with `id` and `html`. CPU seconds are those of the processes, so that a busy machine does not
change them much; sizes are those of the lines between the steps. Nothing is assumed but the numbers named in the last table.
"""
import argparse
import json
import os
import resource
import subprocess
import tempfile

DAY, YEAR = 390_000, 390_000 * 365


class Steps:
    def __init__(self, worker, folder):
        self.worker, self.folder, self.rows = worker, folder, []

    def run(self, name, words, inputs, count, counted=True):
        """Runs a step over files; gives its file, its CPU seconds and its peak memory."""
        output = os.path.join(self.folder, name.replace(" ", "-"))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(output, "wb") as sink:
            process = subprocess.Popen([self.worker, *words], stdin=subprocess.PIPE, stdout=sink, stderr=subprocess.DEVNULL)
            for path in inputs:
                with open(path, "rb") as source:
                    while block := source.read(1 << 20):
                        process.stdin.write(block)
            process.stdin.close()
            if process.wait() not in (0, 3):
                raise SystemExit(f"scale-table: {' '.join(words)} ended with {process.returncode}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if counted:
            self.rows.append((name, seconds, os.path.getsize(output), count))
        return output


def join(folder, name, paths, channels):
    """The lines of some channels, in one file."""
    output = os.path.join(folder, name)
    with open(output, "wb") as sink:
        for path in paths:
            with open(path, "rb") as source:
                sink.writelines(line for line in source if line.split(b"\t", 1)[0] in channels)
    return output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worker")
    parser.add_argument("documents")
    parser.add_argument("pages", nargs="?")
    parser.add_argument("--cent-an-hour", type=float, default=4.0, help="the price of a core for an hour")
    options = parser.parse_args()
    with open(options.documents, "rb") as source:
        lines = [line for line in source if line.strip()]
    count = len(lines)
    size = sum(map(len, lines))
    with tempfile.TemporaryDirectory() as folder:
        steps = Steps(options.worker, folder)
        if options.pages:
            with open(options.pages, "rb") as source:
                pages = sum(1 for line in source if line.strip())
            steps.run("read", ["read"], [options.pages], pages)
        texts, number = options.documents, str(count)
        coded = steps.run("code", ["code"], [steps.run("time", ["time"], [texts], count)], count)
        records = steps.run("kin lines", ["kin", "lines", "1"], [texts], count)
        masked = steps.run("kin boilerplate", ["kin", "boilerplate"], [records], count)
        sample = steps.run("kin sample", ["kin", "sample", number], [texts], count)
        counts = steps.run("kin counts", ["kin", "counts", number], [sample], count, counted=False)
        signed = steps.run("kin sign", ["kin", "sign", "1", masked], [texts], count)
        groups = steps.run("kin groups", ["kin", "groups", "1"], [signed], count)
        shares = steps.run("kin pair", ["kin", "pair", "1"], [join(folder, "entries", [groups], {b"entries"})], count)
        pairs = steps.run("kin candidates", ["kin", "candidates"], [shares], count)
        buckets = steps.run("kin buckets", ["kin", "buckets", "1000000"], [pairs], count)
        held = join(folder, "held", [groups], {b"group"})
        found = steps.run("kin verify", ["kin", "verify", masked, counts], [buckets, held, texts], count)
        links = steps.run("kin links", ["kin", "links"], [groups, found], count)
        families = steps.run("kin families", ["kin", "families"], [links, texts], count)
        named = os.path.join(folder, "named")
        family = {}
        with open(families, "rb") as source:
            for line in source:
                members = [name for group in json.loads(line)["texts"] for name in group]
                family.update((name, members[0]) for name in members)
        with open(coded, "rb") as source, open(named, "wb") as sink:
            for line in source:
                sink.write(b"text\t" + family[json.loads(line)["id"]].encode().hex().encode() + b"\t" + line)
        reports = steps.run("ledger split", ["ledger", "split", "1"], [named], count)
        events = steps.run("ledger world", ["ledger", "world"], [join(folder, "reports", [reports], {b"report"})], count)
        steps.run("ledger events", ["ledger", "events"], [events, join(folder, "denials", [reports], {b"denial"})], count)
        table(steps.rows, options.cent_an_hour)
    print(f"\n{count} documents of {size / count / 1000:.1f} KB; {DAY:,} documents a day; {options.cent_an_hour:g} cents a core and hour.")


def table(rows, cents):
    print("| step | documents a CPU second | bytes out a document | CPU hours a day | a year | GB out a day | TB out a year |")
    print("| --- | --: | --: | --: | --: | --: | --: |")

    def line(name, seconds, size):
        rate = f"{1 / seconds:,.0f}" if seconds > 0 else "–"
        print(f"| {name} | {rate} | {size:,.0f} | {seconds * DAY / 3600:.2f} | {seconds * YEAR / 3600:,.0f}"
              f" | {size * DAY / 1e9:.2f} | {size * YEAR / 1e12:.2f} |")

    total = 0
    for name, seconds, size, count in rows:
        line(f"`{name}`", seconds / count, size / count)
        total += seconds / count
    rate = 1 / total
    print(f"| all | {rate:,.0f} | | {total * DAY / 3600:.2f} | {total * YEAR / 3600:,.0f} | | |")
    hours = total * DAY / 3600
    print(f"\nA day: {hours:.2f} CPU hours, {hours * cents:.1f} cents. A year: {hours * 365:,.0f} CPU hours, {hours * 365 * cents:,.0f} cents.")


if __name__ == "__main__":
    main()
