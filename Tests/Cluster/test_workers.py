"""What becomes of records when a worker dies, hangs, is killed or is not there; no Spark is needed."""
import json
import os
import stat
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "spark"))
import worker as workers  # noqa: E402

RECORDS = [json.dumps({"id": f"r{number}", "text": "x" * (number % 50)}).encode() for number in range(300)]

# A worker that writes its lines back, until one is poison.
FAKE = """#!/usr/bin/env python3
import os, signal, sys, time
for line in sys.stdin.buffer:
    if b'"r137"' in line:
        POISON
    sys.stdout.buffer.write(line)
sys.stdout.buffer.flush()
END
"""


class WorkerTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.problems = []

    def fake(self, poison, end="pass"):
        path = os.path.join(self.folder.name, "fake-worker")
        with open(path, "w") as sink:
            sink.write(FAKE.replace("POISON", poison).replace("END", end))
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path

    def each(self, path, skip=False, timeout=600, records=RECORDS):
        return list(workers.each(path, ["step"], iter(records), timeout, self.problems.append, skip))

    def test_all_is_well(self):
        self.assertEqual(self.each(self.fake("pass")), RECORDS)

    def test_a_crash_names_the_record(self):
        for poison in ("os.kill(os.getpid(), signal.SIGILL)", "sys.exit(1)", "os.kill(os.getpid(), signal.SIGKILL)"):
            with self.subTest(poison), self.assertRaisesRegex(workers.WorkerError, "record r137: .*the worker ended"):
                self.each(self.fake(poison))

    def test_a_record_may_be_left_out(self):
        found = self.each(self.fake("os.kill(os.getpid(), signal.SIGILL)"), skip=True)
        self.assertEqual(found, [line for line in RECORDS if b'"r137"' not in line])
        self.assertEqual(len(self.problems), 1)
        self.assertIn("record r137", self.problems[0])

    def test_a_hanging_worker_is_ended_and_the_record_named(self):
        with self.assertRaisesRegex(workers.WorkerError, "record r137: .*nothing came"):
            self.each(self.fake("time.sleep(6000)"), timeout=8, records=RECORDS[136:140])

    def test_a_missing_worker_is_no_record_s_fault(self):
        with self.assertRaisesRegex(workers.WorkerError, "not on this machine"):
            self.each("no-such-worker")

    def test_a_cut_last_line_fails(self):
        with self.assertRaisesRegex(workers.WorkerError, "the worker ended"):
            list(workers.run(self.fake("pass", "sys.stdout.write('half'); sys.stdout.flush()"), [], RECORDS, 600))

    def test_an_error_of_what_comes_before_comes_through(self):
        def lines():
            yield RECORDS[0]
            raise ValueError("before")

        with self.assertRaisesRegex(ValueError, "before"):
            list(workers.run(self.fake("pass"), [], lines(), 600))

    def test_the_real_worker_leaves_out_what_is_no_document(self):
        path = os.environ.get("WIREKIN_WORKER")
        if not path:
            self.skipTest("WIREKIN_WORKER names no worker")
        lines = [b'{"id":"a","text":"On 5 May 2021 it rained."}', b"no json", b'{"id":"b","text":"x"}']
        found = list(workers.each(path, ["time"], lines, 600, self.problems.append))
        self.assertEqual([json.loads(line)["id"] for line in found], ["a", "b"])
        self.assertEqual(len(self.problems), 1)

    def poison(self, text):
        path = os.environ.get("WIREKIN_WORKER")
        if not path:
            self.skipTest("WIREKIN_WORKER names no worker")
        lines = [json.dumps({"id": f"p{number}", "text": text if number in (3, 4, 90) else "It rained on 5 May 2021."}).encode()
                 for number in range(100)]
        return path, lines

    def test_the_real_worker_names_the_record_that_takes_too_much_memory(self):
        path, lines = self.poison("It rained on 5 May 2021. " * 1_000_000)
        found = list(workers.each(path, ["time"], lines, 600, self.problems.append, limit=300))
        self.assertEqual([json.loads(line)["id"] for line in found], [f"p{number}" for number in range(100) if number not in (3, 4, 90)])
        named = [one for one in self.problems if workers.is_record(one)]
        self.assertEqual([one.split()[2] for one in named], ["p3", "p4", "p90"], self.problems)

    def test_the_real_worker_names_the_record_that_takes_too_long(self):
        path, lines = self.poison("The minister of France visited Egypt on 5 May 2021 and said that Japan struck Cuba. " * 3_000)
        found = list(workers.each(path, ["code", "--seconds", "0.05"], lines, 600, self.problems.append))
        self.assertEqual([json.loads(line)["id"] for line in found], [f"p{number}" for number in range(100) if number not in (3, 4, 90)])
        self.assertEqual(len(self.problems), 3, self.problems)
        self.assertIn("record p3 (line 4): it took more than 0.05 s of processor time", self.problems[0])

    def test_a_page_of_an_archive_that_takes_too_long_is_named_and_the_others_are_read(self):
        path, _ = self.poison("")
        archive = os.path.join(self.folder.name, "pages.warc")
        with open(archive, "wb") as sink:
            for number in range(6):
                page = b"<title>T</title><p>It rained on 5 May 2021, said the paper.</p>" * (6000 if number == 2 else 9)
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
                sink.write((f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\n"
                            f"WARC-Date: 2021-05-06T00:00:00Z\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
                            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n").encode())
                sink.write(body + b"\r\n\r\n")
        whole = list(workers.run(path, ["read", archive], [], 600))
        self.assertEqual(len(whole), 6)
        found = list(workers.run(path, ["read", archive, "--seconds", "0.05"], [], 600, self.problems.append))
        self.assertEqual(found, whole[:2] + whole[3:])
        self.assertEqual(len(self.problems), 1, self.problems)
        self.assertTrue(workers.is_record(self.problems[0]), self.problems)

    def test_what_is_broken_between_steps_fails(self):
        path = os.environ.get("WIREKIN_WORKER")
        if not path:
            self.skipTest("WIREKIN_WORKER names no worker")
        for words in (["kin", "groups", "4"], ["kin", "pair", "4"], ["kin", "candidates"], ["kin", "links"], ["ledger", "world"]):
            with self.subTest(words), self.assertRaisesRegex(workers.WorkerError, "ended with status 2"):
                list(workers.run(path, words, [b"nonsense\t1\t2"], 600))

    def test_a_disk_that_is_full_is_told(self):
        path = os.environ.get("WIREKIN_WORKER")
        if not path or not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full or no worker")
        self.assertNotEqual(os.system(f"printf 'pair\\t1\\t2\\n' | {path} kin buckets 5 > /dev/full 2>/dev/null"), 0)
        lines = os.path.join(self.folder.name, "documents.jsonl")
        with open(lines, "w") as sink:
            for number in range(4):
                body = "France sold missiles to Japan on 5 May 2021. " + "one two three four five six " * 9
                sink.write(json.dumps({"id": f"d{number}", "text": body, "events": [], "claims": []}) + "\n")
        for stage in ("time", "code", "kin", "kin --families"):
            with self.subTest(stage):
                self.assertEqual(os.system(f"{path} {stage} < {lines} > /dev/full 2>/dev/null") >> 8, 2)


if __name__ == "__main__":
    unittest.main()
