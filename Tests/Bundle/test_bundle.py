"""A bundle in the hands of others: wacz and warcio find it good, pywb replays what is in it."""
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

WIREKIN = os.environ.get("WIREKIN", "wirekin")
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples")
PAGE = "<html><head><title>Dam</title></head><body><p>Ghana accused Cuba of delay on 7 May 2019 in Accra.</p></body></html>"


def run(*arguments, status=0, temporary=None):
    environment = {**os.environ, **({"TMPDIR": temporary} if temporary else {})}
    done = subprocess.run([WIREKIN, *arguments], capture_output=True, timeout=300, env=environment)
    if done.returncode != status:
        raise AssertionError(f"{arguments}: status {done.returncode}: {done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def library(name, *arguments, folder=None):
    return subprocess.run([sys.executable, "-m", name, *arguments], capture_output=True, cwd=folder, timeout=300, text=True)


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        cls.folder = tempfile.mkdtemp(prefix="wirekin-bundle-")
        cls.project = os.path.join(cls.folder, "examples.wirekin")
        cls.archive = os.path.join(cls.folder, "site.warc.gz")
        with open(cls.archive, "wb") as file:
            writer = WARCWriter(file, gzip=True)
            for name in ("dam", "dam?page=2&lang=en"):
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                writer.write_record(writer.create_warc_record(
                    "http://www.example.com/" + name, "response", payload=io.BytesIO((PAGE + name).encode()),
                    http_headers=headers, warc_headers_dict={"WARC-Date": "2021-06-01T00:00:00Z"}))
        pages = sorted(os.path.join(EXAMPLES, n) for n in os.listdir(EXAMPLES) if n.endswith((".txt", ".html")))
        run("add", "--quiet", "--project", cls.project, *pages, cls.archive)
        key = os.path.join(cls.folder, "desk.key")
        run("key", key)
        run("seal", "--key", key, "--project", cls.project)
        cls.bundle = os.path.join(cls.folder, "cu-gh.wacz")
        run("bundle", "CU-GH", cls.bundle, "--project", cls.project, "--today", "2026-11-30")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def test_wirekin_verifies_it_without_the_project(self):
        away = self.project + ".away"
        os.rename(self.project, away)
        rooms = tempfile.mkdtemp(dir=self.folder)
        try:
            self.assertIn("ok  ", run("verify", self.bundle, temporary=rooms))
        finally:
            os.rename(away, self.project)
        self.assertEqual(os.listdir(rooms), [], "pages of the bundle were left in the folder for temporary files")

    def test_another_project_takes_it(self):
        other = os.path.join(self.folder, "other.wirekin")
        run("add", "--quiet", "--project", other, self.bundle)
        for command in (["families", "--json"], ["pair", "CU-GH", "--json"]):
            self.assertEqual(run(*command, "--project", other), run(*command, "--project", self.project))
        self.assertIn("ok  ", run("verify", "--project", other))

    def test_wacz_finds_it_valid(self):
        done = library("wacz.main", "validate", "-f", self.bundle)
        if "Validation" not in done.stdout:
            from wacz.main import main
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                status = main(["validate", "-f", self.bundle])
            self.assertEqual(status, 0, output.getvalue())
            self.assertIn("Validation succeeded", output.getvalue())
        else:
            self.assertIn("Validation succeeded", done.stdout, done.stdout + done.stderr)

    def test_warcio_finds_its_archives_whole(self):
        with zipfile.ZipFile(self.bundle) as file:
            self.assertIsNone(file.testzip())
            file.extractall(os.path.join(self.folder, "unpacked"))
        for name in ("captures.warc.gz", "texts.warc.gz"):
            done = library("warcio.cli", "check", "-v", os.path.join(self.folder, "unpacked", "archive", name))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertNotIn("digest failed", done.stdout)
            self.assertIn("digest pass", done.stdout)

    def test_records_of_an_archive_are_in_it_as_they_stood(self):
        from warcio.archiveiterator import ArchiveIterator

        def records(path):
            with open(path, "rb") as file:
                return {record.rec_headers.get_header("WARC-Target-URI"):
                        (str(record.rec_headers), str(record.http_headers), record.raw_stream.read())
                        for record in ArchiveIterator(file) if record.rec_type == "response"}

        with zipfile.ZipFile(self.bundle) as file:
            path = file.extract("archive/captures.warc.gz", os.path.join(self.folder, "records"))
        self.assertEqual(records(path), records(self.archive))
        self.assertEqual(len(records(path)), 2)

    def test_the_log_and_its_proofs_are_in_it(self):
        with zipfile.ZipFile(self.bundle) as file:
            names = file.namelist()
            log = file.read("wirekin/custody.jsonl")
        with open(os.path.join(self.project, "custody.jsonl"), "rb") as file:
            self.assertEqual(file.read(), log)
        self.assertTrue(any(name.startswith("proofs/entry-") for name in names))
        self.assertTrue(any(re.fullmatch(r"seals/\d+\.head\.minisig", name) for name in names))

    def test_pywb_replays_every_capture(self):
        home = os.path.join(self.folder, "pywb")
        os.makedirs(home)
        for arguments in (["init", "desk"], ["add", "--unpack-wacz", "desk", self.bundle]):
            done = library("pywb.manager.manager", *arguments, folder=home)
            if done.returncode != 0 or not os.path.isdir(os.path.join(home, "collections", "desk")):
                done = subprocess.run(
                    [sys.executable, "-c", "import sys; from pywb.manager.manager import main; main(sys.argv[1:])",
                     *arguments], cwd=home, capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        with zipfile.ZipFile(self.bundle) as file:
            pages = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()][1:]
        script = os.path.join(self.folder, "replay.py")
        with open(script, "w", encoding="utf-8") as file:
            file.write(REPLAY)
        done = subprocess.run([sys.executable, script], input=json.dumps(pages), cwd=home, capture_output=True, text=True,
                              timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
        answers = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(len(answers), len(pages))
        for page, (status, body) in zip(pages, answers):
            self.assertEqual(status, 200, page["url"])
        bodies = "".join(body for _, body in answers)
        self.assertIn("Ghana accused Cuba of delay", bodies)
        with open(os.path.join(EXAMPLES, "D04.txt"), encoding="utf-8") as file:
            self.assertIn(file.read(), [body for _, body in answers])


# Asks pywb in its own process, without a socket.
REPLAY = """
import gevent.monkey
gevent.monkey.patch_all()
import io, json, sys
from pywb.apps.frontendapp import FrontEndApp
from werkzeug.test import Client
app = FrontEndApp(config_file=None, custom_config={"collections_root": "collections", "debug": True})
client = Client(app)
answers = []
for page in json.load(sys.stdin):
    stamp = "".join(c for c in page["ts"] if c.isdigit())[:14]
    answer = client.get("/desk/" + stamp + "id_/" + page["url"])
    answers.append((answer.status_code, answer.get_data(as_text=True)))
print(json.dumps(answers))
"""

if __name__ == "__main__":
    unittest.main()
