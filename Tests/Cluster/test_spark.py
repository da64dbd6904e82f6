"""The job of `spark/` on 500 documents: the bytes of one process, for any number of partitions; and a worker that dies in it."""
import glob
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
WORKER = os.environ.get("WIREKIN_WORKER", "")
SYLLABLES = "ka ro mi tel dun sha ver lo bri zan qu hep wy gol".split()
STATES = ["France", "Japan", "Egypt", "Norway", "Cuba", "Mongolia"]


def press(count, seed):
    """Reports of a few outlets, their copies, short texts and boilerplate, in the order of their ids."""
    rng = random.Random(seed)
    words = [one + other for one in SYLLABLES for other in SYLLABLES]
    frames = [" ".join(rng.choices(words, k=18)) for _ in range(5)]
    bodies = []
    for number in range(count):
        one, other, third = rng.choices(STATES, k=3)
        act = rng.choice([
            f"The foreign minister of {one} visited {other} on {rng.randint(1, 28)} May 2021 and held talks with the president of {other}.",
            f"{one} condemned {third} on Monday for the expulsion of its ambassador.",
            f"{other} sold missiles to {third}, the government of {one} said. {other} denied that it sold missiles to {third}."])
        body = [act] + [" ".join(rng.choices(words, k=30)) + "." for _ in range(rng.randint(0, 5))]
        if bodies and rng.random() < .4:
            body = list(rng.choice(bodies))
            if rng.random() < .6:
                body[-1] = " ".join(word for word in body[-1].split() if rng.random() > .1)
        bodies.append(body)
        outlet = rng.randrange(5)
        lines = [" ".join(rng.choices(words, k=6)), *body, frames[outlet]]
        yield {"id": f"d{1000 + number}é", "text": "\n".join(lines), "outlet": f"Paper {outlet}",
               "published": f"2021-0{rng.randint(5, 6)}-{rng.randint(10, 28)}"}


class SparkTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "documents.jsonl")
        lines = [json.dumps(document, ensure_ascii=False, separators=(",", ":")) for document in press(500, 3)]
        cls.lines = lines
        cls.write(cls.path, lines[250:] + lines[:250])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def write(path, lines):
        with open(path, "w", encoding="utf-8") as sink:
            sink.writelines(line + "\n" for line in lines)

    def alone(self, words, data):
        return subprocess.run([WORKER, *words], input=data, stdout=subprocess.PIPE, check=True).stdout

    def spark(self, out, *arguments, path=None, worker=WORKER, before=""):
        environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1",
                           PYTHONPATH=os.pathsep.join([os.path.join(ROOT, "spark"), os.environ.get("PYTHONPATH", "")]))
        code = ("import sys; from pyspark.sql import SparkSession; import wirekin_job;"
                "SparkSession.builder.master('local[2]').config('spark.ui.enabled','false')"
                ".config('spark.driver.host','127.0.0.1').config('spark.sql.shuffle.partitions','4').getOrCreate();"
                f"{before}wirekin_job.main(sys.argv[1:])")
        return subprocess.run(
            [sys.executable, "-c", code, "--in", path or self.path, "--out", out, "--worker", worker, *arguments],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=3600)

    def read(self, out, name):
        parts = sorted(glob.glob(os.path.join(out, f"{name}.jsonl", "part-*")))
        whole = b""
        for part in parts:
            with open(part, "rb") as source:
                whole += source.read()
        return whole

    def test_the_job_gives_the_bytes_of_one_process(self):
        data = "".join(line + "\n" for line in self.lines).encode()
        texts = self.alone(["code"], self.alone(["time"], data))
        expected = {"texts": texts, "links": self.alone(["kin"], data), "families": self.alone(["kin", "--families"], data),
                    "ledger": self.alone(["ledger"], texts)}
        out = os.path.join(self.folder.name, "out")
        run = self.spark(out, "--partitions", "3", "--bucket", "300")
        self.assertEqual(run.returncode, 0, run.stdout[-3000:])
        for name, value in expected.items():
            self.assertGreater(len(value), 1000, name)
            self.assertTrue(self.read(out, name) == value, f"{name} is not that of one process")
        self.assertEqual(self.read(out, "problems"), b"")
        for name in ("texts", "links", "families", "events", "claims", "ledger"):
            self.assertTrue(glob.glob(os.path.join(out, f"{name}.parquet", "*.parquet")), name)

    def test_pages_in_parquet_are_read_first_and_one_that_takes_too_long_is_left_out(self):
        pages = os.path.join(self.folder.name, "pages.jsonl")
        names = [f"p{number}" for number in range(12)]
        bodies = {name: f"<title>Rain {name}</title><p>It rained on {1 + number} May 2021, the paper of town {name} said.</p>" * 3
                  for number, name in enumerate(names)}
        bodies["p7"] = "<title>Rain</title>" + "<p>It rained on 5 May 2021, said the paper.</p>" * 9000
        lines = [json.dumps({"html": bodies[name], "id": name, "url": f"http://a.example/{name}"}, separators=(",", ":")) for name in names]
        self.write(pages, lines)
        table, out = os.path.join(self.folder.name, "pages.parquet"), os.path.join(self.folder.name, "out-pages")
        before = f"SparkSession.getActiveSession().read.json({pages!r}).write.parquet({table!r});"
        run = self.spark(
            out, "--partitions", "2", "--no-parquet", "--poison", "skip", "--seconds", "0.1", path=table, before=before)
        self.assertEqual(run.returncode, 0, run.stdout[-3000:])
        order = sorted(name for name in names if name != "p7")
        data = "".join(lines[names.index(name)] + "\n" for name in order).encode()
        expected = self.alone(["code"], self.alone(["time"], self.alone(["read"], data)))
        self.assertTrue(self.read(out, "texts") == expected)
        self.assertIn("record p7", self.read(out, "problems").decode())

    def test_a_worker_that_dies_fails_the_job_with_the_record_named(self):
        fake = os.path.join(self.folder.name, "dying-worker")
        with open(fake, "w") as sink:
            sink.write(f'#!/bin/sh\ninput=$(cat)\ncase "$1 $input" in code*d1077*) kill -ILL $$;; esac\nprintf "%s\\n" "$input" | "{WORKER}" "$@"\n')
        os.chmod(fake, 0o755)
        few = os.path.join(self.folder.name, "few.jsonl")
        self.write(few, self.lines[70:90])
        out = os.path.join(self.folder.name, "out-dying")
        run = self.spark(out, "--partitions", "2", path=few, worker=fake)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("record d1077", run.stdout)
        self.assertFalse(glob.glob(os.path.join(out, "ledger.jsonl", "_SUCCESS")))


if __name__ == "__main__":
    unittest.main()
