#!/usr/bin/env python3
"""wirekin on Spark: pages in, texts, links, families, events, claims and ledger out.

  spark-submit --files wirekin-worker --py-files spark/worker.py spark/wirekin_job.py --in 'crawl/*.warc.gz' --out OUT

`--in` names web archives (.warc, .warc.gz), JSON Lines (.jsonl, .json, .jsonl.gz) or Parquet; `--form` says which where the names do not. JSON
Lines and Parquet carry `id` and one of `html`, `page_text` and `text`: with `text` they are read already. OUT gets a folder of JSON Lines and one of
Parquet for each of texts, links, families, events, claims and ledger, and `problems`, one line for each record that was left out. What is
written is the same for any number of partitions: the bytes that one process gives for the documents in the order of their ids.
"""
import argparse
import concurrent.futures
import glob
import hashlib
import json
import os
import sys
import time

from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

import worker as workers


def options(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="input", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--form", choices=["warc", "jsonl", "parquet"])
    parser.add_argument("--worker", default="wirekin-worker")
    parser.add_argument("--partitions", type=int, default=64, help="parts of the collection, and ranges of hashes")
    parser.add_argument("--timeout", type=float, default=600, help="seconds in which a worker must say something")
    parser.add_argument("--memory", type=int, default=2048, help="MiB of address space a worker")
    parser.add_argument("--seconds", type=float, default=120, help="processor seconds a record")
    parser.add_argument("--poison", choices=["fail", "skip"], default="fail", help="what a record does that ends its worker")
    parser.add_argument("--bucket", type=int, default=20000, help="pairs that one worker compares")
    parser.add_argument("--no-parquet", action="store_true", help="write JSON Lines only")
    return parser.parse_args(arguments)


def key_of(line):
    """The range or key of a line between steps."""
    return line.split(b"\t", 2)[1]


def spread(text, count):
    """A partition for a name, the same in every process."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") % count


class Job:
    def __init__(self, spark, opts):
        self.context, self.spark, self.opts = spark.sparkContext, spark, opts
        self.count = opts.partitions
        self.problems = self.context.accumulator([], Problems())
        self.begun = time.monotonic()

    def note(self, text):
        print(f"wirekin: {time.monotonic() - self.begun:7.1f} s  {text}", file=sys.stderr, flush=True)

    def settings(self):
        return self.opts.worker, self.opts.timeout, self.opts.memory, self.problems

    def told(self):
        """Takes what a worker says of a record that it left out: where none may be, the job fails with it."""
        problems, skip = self.problems, self.opts.poison == "skip"

        def tell(text):
            if not skip and workers.is_record(text):
                raise workers.WorkerError(text)
            problems.add([text])

        return tell

    def lines(self, rdd, *steps):
        """Steps of one line to one line, one after the other."""
        (worker, timeout, memory, _), skip, tell = self.settings(), self.opts.poison == "skip", self.told()
        bound = ["--seconds", str(self.opts.seconds)]

        def run(part):
            for words in steps:
                part = workers.each(worker, [*words, *bound], part, timeout, tell, skip, memory)
            return part

        return rdd.mapPartitions(run)

    def step(self, rdd, *words, files=()):
        """A step over each partition; files are pairs of a name and a broadcast of bytes."""
        worker, timeout, memory, problems = self.settings()

        def run(number, part):
            paths = [workers.as_file(data.value, name) for name, data in files]
            try:
                yield from workers.run(worker, [*words, *paths], part, timeout, lambda text: problems.add([text]), memory)
            except workers.WorkerError as error:
                raise workers.WorkerError(f"partition {number}: {error}") from None

        return rdd.mapPartitionsWithIndex(run)

    def keyed(self, rdd, channel, count=None):
        """The lines of a channel, those of a range in one partition."""
        begin = channel + b"\t"
        count = count or self.count
        return (rdd.filter(lambda line: line.startswith(begin))
                .map(lambda line: (int(key_of(line)), line))
                .partitionBy(count, lambda number: number % count).values())

    def kept(self, rdd):
        return rdd.persist(StorageLevel.DISK_ONLY)

    def together(self, rdd, *words):
        """A step over all lines in one process."""
        return self.step(rdd.coalesce(1), *words)

    def small(self, rdd, name):
        """Lines as a file that every worker gets."""
        data = b"\n".join(sorted(rdd.collect()))
        return self.shared(data, name)

    def shared(self, data, name):
        return f"{name}-{hashlib.sha256(data).hexdigest()[:24]}", self.context.broadcast(data)

    def documents(self):
        """The documents as `wirekin read` gives them."""
        opts = self.opts
        form = opts.form or form_of(opts.input)
        if form == "warc":
            paths = sorted(glob.glob(opts.input))
            if not paths:
                raise SystemExit(f"wirekin: no archive is called {opts.input}")
            (worker, timeout, memory, _), tell = self.settings(), self.told()
            bound = ["--seconds", str(opts.seconds)]

            def read(part):
                for path in part:
                    if not os.access(path, os.R_OK):
                        raise workers.WorkerError(f"archive {path} cannot be read on this machine")
                    try:
                        yield from workers.run(worker, ["read", path, *bound], [], timeout, tell, memory)
                    except workers.WorkerError as error:
                        raise workers.WorkerError(f"archive {path}: {error}") from None

            # One archive a task: each is a process.
            return self.context.parallelize(paths, max(1, len(paths))).mapPartitions(read).repartition(self.count)
        if form == "parquet":
            rows = self.spark.read.parquet(opts.input).toJSON().map(lambda text: text.encode())
        else:
            rows = self.context.textFile(opts.input, self.count, use_unicode=False).filter(lambda line: line.strip())
        rows = rows.repartition(self.count) if rows.getNumPartitions() < self.count else rows
        first = rows.take(1)
        if not first or has_text(first[0]):
            return rows
        return self.lines(rows, ["read"])

    def run(self):
        opts, out = self.opts, self.opts.out
        if os.path.exists(out):
            raise SystemExit(f"wirekin: {out} is there already; name another folder")
        problems = self.problems
        texts = self.kept(self.documents().flatMap(lambda line: checked(line, lambda text: problems.add([text]))))
        count, twice = texts.count(), texts.keys().map(lambda name: (name, 1)).reduceByKey(lambda a, b: a + b, self.count) \
            .filter(lambda entry: entry[1] > 1).take(3)
        if twice:
            raise SystemExit(f"wirekin: ids must be unique, and {', '.join(repr(name) for name, _ in twice)} comes twice")
        if not count:
            raise SystemExit(f"wirekin: {opts.input} has no document")
        self.note(f"{count} texts")
        coded, families = self.beside(lambda: self.coded(texts), lambda: self.kin(texts, count))
        self.beside(lambda: self.ledger(coded, families), lambda: self.found(coded))
        self.write_whole("problems", sorted(json.dumps({"problem": text}, ensure_ascii=False).encode() for text in set(self.problems.value)))
        self.note(f"done, {len(set(self.problems.value))} lines on what was left out")

    def beside(self, *works):
        """What some works give that run beside each other: while one is at a step of one task, another has the other cores."""
        def run(number, work):
            # A pool each, or the steps of one would wait for all tasks of the other.
            self.context.setLocalProperty("spark.scheduler.pool", str(number))
            return work()

        with concurrent.futures.ThreadPoolExecutor(len(works)) as pool:
            started = [pool.submit(run, number, work) for number, work in enumerate(works)]
            done, others = concurrent.futures.wait(started, return_when=concurrent.futures.FIRST_EXCEPTION)
            if others:
                self.context.cancelAllJobs()
            # The error that came first, not those of the works that it ended.
            for work in done:
                work.result()
            return [work.result() for work in started]

    def coded(self, texts):
        """The texts with their times, events and claims, in the order of their ids' bytes, which they come with."""
        # They are sorted before they are coded, when they are half as long. Strings of UTF-16 and of bytes are sorted differently. Some
        # articles take a hundred times as long as others: they are cut finer.
        ordered = texts.map(lambda pair: (pair[0].encode(), pair[1])).sortByKey(numPartitions=3 * self.count).values()
        coded = self.kept(self.lines(ordered, ["time"], ["code"]).map(lambda line: (document_id(line), line)))
        self.save("texts", coded)
        self.note("time and code")
        return coded

    def found(self, coded):
        """Writes the events and the claims of the texts."""
        found = self.kept(coded.values().flatMap(found_in))
        for name in ("events", "claims"):
            self.save(name, found.filter(lambda entry: entry[0] == name).values())
        self.note("events and claims")

    def kin(self, texts, count):
        number, total = str(self.count), str(count)
        documents = texts.values()
        records = self.keyed(self.step(documents, "kin", "lines", number), b"records")
        masked = self.small(self.step(records, "kin", "boilerplate"), "boilerplate")
        self.note("lines that come again")
        sample = self.step(documents, "kin", "sample", total).coalesce(1).collect()
        counts = self.shared(
            workers.bytes_of(self.opts.worker, ["kin", "counts", total], sample, self.opts.timeout, self.opts.memory), "counts")
        self.note("counts of words")
        signatures = self.keyed(self.step(documents, "kin", "sign", number, files=[masked]), b"signature")
        groups = self.kept(self.step(signatures, "kin", "groups", number))
        shares = self.step(self.keyed(groups, b"entries"), "kin", "pair", number)
        pairs = self.step(self.keyed(shares, b"shares"), "kin", "candidates")
        buckets = self.kept(self.together(pairs, "kin", "buckets", str(self.opts.bucket)))
        self.note(f"{buckets.count()} pairs to compare")
        verified = self.step(self.filled(buckets, groups, texts), "kin", "verify", files=[masked, counts])
        found = groups.filter(lambda line: line.startswith(b"link\t")).union(verified)
        links = self.together(found, "kin", "links").collect()
        names = texts.keys().map(lambda name: b'{"id":%s}' % json.dumps(name, ensure_ascii=False).encode()).collect()
        families = list(workers.run(self.opts.worker, ["kin", "families"], links + names, self.opts.timeout, None, self.opts.memory))
        self.write_whole("links", links)
        self.write_whole("families", families)
        self.note("links and families")
        return families

    def filled(self, buckets, groups, texts):
        """Each bucket of pairs with their groups and the texts of those, one bucket a partition."""
        number = max(1, buckets.map(lambda line: int(key_of(line))).fold(-1, max) + 1)

        def ends(line):
            _, bucket, one, other = line.split(b"\t")
            return (one, int(bucket)), (other, int(bucket))

        def members(line):
            value = json.loads(line.split(b"\t", 2)[2])
            return {value["representative"], *value["members"]}

        wanted = buckets.flatMap(ends).distinct(self.count)
        held = (groups.filter(lambda line: line.startswith(b"group\t")).map(lambda line: (key_of(line), line))
                .join(wanted, self.count).values().map(lambda pair: (pair[1], pair[0])))
        needed = held.flatMap(lambda pair: [(name, pair[0]) for name in members(pair[1])]).distinct(self.count)
        bodies = texts.join(needed, self.count).values().map(lambda pair: (pair[1], pair[0]))
        pairs = buckets.map(lambda line: (int(key_of(line)), line))
        return pairs.union(held).union(bodies).partitionBy(number, lambda bucket: bucket).values()

    def ledger(self, coded, families):
        number = self.count
        labels = self.context.broadcast(dict(entry for family in families for entry in labelled(family)))

        def text(pair):
            name = labels.value.get(pair[0], pair[0])
            return name, b"text\t%s\t%s" % (name.encode().hex().encode(), pair[1])

        named = coded.map(text)
        named = named.partitionBy(number, lambda name: spread(name.encode(), number)).values()
        reports = self.kept(self.step(named, "ledger", "split", str(number)))
        events = self.step(self.keyed(reports, b"report"), "ledger", "world")
        denials = reports.filter(lambda line: line.startswith(b"denial\t"))
        self.write_whole("ledger", self.together(events.union(denials), "ledger", "events").collect())
        self.note("ledger")

    def write_whole(self, name, lines):
        self.save(name, self.context.parallelize([(column_id(line), line) for line in lines], 1))

    def save(self, name, entries):
        """Writes lines, which are kept and come with what the column `id` says of each."""
        folder = os.path.join(self.opts.out, name)
        # The lines are UTF-8 already: as text they come out as the bytes that they are.
        rows = entries.map(workers.row)
        rows.values().saveAsTextFile(f"{folder}.jsonl")
        if not self.opts.no_parquet:
            schema = StructType([StructField("id", StringType()), StructField("json", StringType())])
            self.spark.createDataFrame(rows, schema, verifySchema=False).write.parquet(f"{folder}.parquet")


class Problems:
    """Sentences from the workers, as an accumulator of Spark takes them."""

    def zero(self, value):
        return []

    def addInPlace(self, left, right):
        left.extend(right[: max(0, 100000 - len(left))])
        return left


def column_id(line):
    """What the column `id` says of a line of links, families, ledger or problems."""
    return name_of(parsed(line))


def name_of(value):
    return str(value.get("id") or value.get("copy") or value.get("family") or value.get("event") or "")


def form_of(path):
    name = path.lower().rstrip("/")
    if name.endswith((".warc", ".warc.gz")):
        return "warc"
    if name.endswith(".parquet"):
        return "parquet"
    return "jsonl"


def has_text(line):
    try:
        return "text" in json.loads(line)
    except ValueError:
        return True


def document_id(line):
    """The id of a document; the whole line is read only where it must be."""
    if line.startswith(b'{"id":"'):
        end = line.find(b'"', 7)
        name = line[7:end]
        if b"\\" not in name:
            return name.decode()
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        raise workers.WorkerError(f"a line is no document with an id: {line[:80]!r}") from None


def parsed(line):
    """What a worker wrote, as a value."""
    try:
        return json.loads(line)
    except ValueError:
        raise workers.WorkerError(f"a worker wrote a line that is no JSON: {line[:80]!r}") from None


def checked(line, problem):
    """A document with its id; none for a line that is no document."""
    try:
        return [(document_id(line), line)]
    except workers.WorkerError as error:
        problem(str(error))
        return []


def found_in(line):
    """The events and the claims of a document, each with its own id and with the document's in its line."""
    value = parsed(line)
    return [(name, (name_of(item), json.dumps({"doc": value["id"], **item}, ensure_ascii=False, separators=(",", ":")).encode()))
            for name in ("events", "claims") for item in value.get(name) or []]


def labelled(line):
    """The documents of a family of several, each with the family's first text."""
    family = parsed(line)
    names = [name for group in family["texts"] for name in group]
    return [(name, names[0]) for name in names] if len(names) > 1 else []


def main(arguments=None):
    opts = options(arguments)
    spark = SparkSession.builder.appName("wirekin").config("spark.scheduler.mode", "FAIR").getOrCreate()
    spark.sparkContext.setLogLevel("WARN")
    try:
        Job(spark, opts).run()
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
