"""The same pages give the same bytes: in any order of adding, and in processes that hash by other seeds."""
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import unittest

WIREKIN = os.environ.get("WIREKIN", "wirekin")
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples")
PAIRS = ["KP-SY", "CU-GH", "KP-CU", "IR-KP"]
ROUNDS = int(os.environ.get("WIREKIN_ROUNDS", "4"))


def run(*arguments):
    done = subprocess.run([WIREKIN, *arguments], capture_output=True, timeout=300)
    if done.returncode not in (0, 2):
        raise AssertionError(f"{arguments}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def digest(data):
    return hashlib.sha256(data).hexdigest()


class SameBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="wirekin-same-")
        cls.pages = sorted(os.path.join(EXAMPLES, n) for n in os.listdir(EXAMPLES) if n.endswith((".txt", ".html")))
        # Two pages without a day that are copies of each other, and one without that is a copy of none.
        for name, text in [("U1.txt", "Harbour works\n\n"), ("U2.txt", "The works at the harbour\n\n"), ("U3.txt", "")]:
            path = os.path.join(cls.folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text + ("Ghana and Cuba opened the harbour works. The minister of Ghana thanked the president of Cuba "
                                   "for the cranes, and said that the works would go on for two years. Cuba denied that the "
                                   "cranes were old. " if text else "Ghana accused Cuba of delay. Cuba denied it."))
            cls.pages.append(path)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def made(self, project, pages):
        run("add", "--quiet", "--project", project, *pages)

    def dossier(self, project, pair):
        """The dossier as a page, without where the log stood: the log that is sent along is in the order of adding."""
        path = project + ".html"
        if os.path.exists(path):
            os.remove(path)
        run("pair", pair, "--project", project, "--html", path, "--without-captures", "--today", "2026-11-30")
        if not os.path.exists(path):
            return b""
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        text = text.replace(os.path.basename(project), "PROJECT")
        return re.sub(r"[0-9a-f]{12,64}|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "X", text).encode()

    def test_the_order_of_adding_changes_no_dossier(self):
        seen = {}
        for number in range(ROUNDS):
            pages = list(self.pages)
            random.Random(number).shuffle(pages)
            project = os.path.join(self.folder, f"order{number}")
            # Some orders come in two steps.
            cut = len(pages) // 2 if number % 2 else len(pages)
            self.made(project, pages[:cut])
            if pages[cut:]:
                self.made(project, pages[cut:])
            for pair in PAIRS:
                for form in ([], ["--json"], ["--md"]):
                    output = run("pair", pair, "--project", project, "--today", "2026-11-30", *form)
                    seen.setdefault((pair, *form), {}).setdefault(digest(output), []).append((number, output))
                output = self.dossier(project, pair)
                seen.setdefault((pair, "html"), {}).setdefault(digest(output), []).append((number, output))
            shutil.rmtree(project)
        for name, outputs in seen.items():
            if len(outputs) > 1:
                one, other = [found[0][1].decode().splitlines() for found in list(outputs.values())[:2]]
                place = next((pair for pair in zip(one, other) if pair[0] != pair[1]), (len(one), len(other)))
                self.fail(f"{name}: {len(outputs)} outputs of {ROUNDS} orders; first {place}")

    def test_the_seed_of_hashing_changes_nothing(self):
        project = os.path.join(self.folder, "seeds")
        self.made(project, self.pages)
        texts = []
        for name in ("D04.txt", "D05.html"):
            with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
                texts.append(file.read())
        pairs = os.path.join(self.folder, "pairs.jsonl")
        with open(pairs, "w", encoding="utf-8") as file:
            for number in range(8):
                file.write(json.dumps({"id": str(number), "parent": {"text": texts[number % 2]},
                                       "child": {"text": texts[1 - number % 2]}}) + "\n")
        seen = {}
        for number in range(ROUNDS):
            for name in (["families"], ["pair", "KP-SY", "--json"], ["phrases"], ["pairs"], ["search", "delegation", "--json"]):
                seen.setdefault(" ".join(name), set()).add(digest(run(*name, "--project", project)))
            out = os.path.join(self.folder, f"export{number}")
            run("export", "KP-SY", "--project", project, "--quiet", "--csv", out + "/csv", "--jsonl", out + "/jsonl",
                "--stix", out + "/stix", "--graphml", out + "/graphml", "--prov", out + "/prov", "--ics", out + "/ics")
            for folder, _, names in os.walk(out):
                for name in names:
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        seen.setdefault(os.path.relpath(path, out), set()).add(digest(file.read()))
            with open(pairs, "rb") as file:
                drift = subprocess.run([WIREKIN, "drift"], stdin=file, capture_output=True, timeout=300)
            seen.setdefault("drift", set()).add(digest(drift.stdout))
            shutil.rmtree(out)
        for name, outputs in seen.items():
            self.assertEqual(len(outputs), 1, f"{name}: {len(outputs)} outputs of {ROUNDS} processes")


if __name__ == "__main__":
    unittest.main()
