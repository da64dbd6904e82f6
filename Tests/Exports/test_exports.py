"""What wirekin exports, opened by the libraries of those who receive it: nothing is refused, nothing is lost."""
import csv
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from datetime import date

WIREKIN = os.environ.get("WIREKIN", "wirekin")
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples")
PAIR = "CU-GH"
FORMATS = ["jsonl", "csv", "plover", "gdelt", "ris", "bibtex", "csl-json", "ftm", "stix", "prov", "jsonld",
           "annotations", "graphml", "gexf", "ics", "atom", "md", "html", "warc",
           "wacz"]
TABLES = ["captures", "texts", "families", "links", "dates", "events", "claims", "flags"]

# A page whose every field bites some format.
HOSTILE = """<!DOCTYPE html><html lang="en"><head><title>=1+1, {braces} "quotes" &amp; 100% of #1_a \\ ; x</title>
<meta property="og:site_name" content="Tab&#9;Feed&#10;Line &lt;Gazette&gt; {x"><meta name="author" content="Ann} O'Neil, Jr."/>
<meta property="article:published_time" content="2021-03-04"></head><body><article><h1>=1+1, {braces}</h1>
<p>SEOUL, March 4, 2021 &ndash; The foreign minister of Ghana visited Cuba on March 2; he met the president of Cuba, "a friend", on the same day.</p>
<p>Cuba denied the report &#128512; of a \\ secret {deal} with Ghana ]]&gt; on March 3, 2021, its news agency said in a statement.</p>
<p>The two countries will hold talks again, the ministry of Ghana said, adding that trade &amp; culture were on the agenda of both sides.</p>
</article></body></html>"""

# A page that remembers an event by its anniversary.
REMEMBERED = """Ghana and Cuba mark thirty years of a visit

ACCRA, May 4, 2019 (Coast News) -- Ghana and Cuba marked the
30th anniversary of the visit of the Cuban president Raul
Ortega to Accra, which took place on May 4, 1989.

The Ghanaian foreign minister denied that the visit of 1989
had included talks on arms. "No such talks took place," he
said.
"""


def run(*arguments, status=0):
    done = subprocess.run([WIREKIN, *arguments], capture_output=True, timeout=300)
    if done.returncode != status:
        raise AssertionError(f"{arguments}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="wirekin-exports-")
        cls.project = os.path.join(cls.folder, "examples.wirekin")
        pages = sorted(os.path.join(EXAMPLES, n) for n in os.listdir(EXAMPLES) if n.endswith((".txt", ".html")))
        hostile = os.path.join(cls.folder, "hostile.html")
        with open(hostile, "w", encoding="utf-8") as file:
            file.write(HOSTILE)
        remembered = os.path.join(cls.folder, "remembered.txt")
        with open(remembered, "w", encoding="utf-8") as file:
            file.write(REMEMBERED)
        run("add", "--quiet", "--project", cls.project, *pages, hostile, remembered)
        run("set", "hostile", "--url", "https://example.org/a?b={c}&d=e", "--project", cls.project)
        cls.whole = cls.export("whole", None)
        cls.pair = cls.export("pair", PAIR)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def export(cls, name, pair):
        folder = os.path.join(cls.folder, name)
        os.makedirs(folder)
        arguments = ["export", "--quiet", "--project", cls.project] + ([pair] if pair else [])
        for form in FORMATS if pair else FORMATS[:-4]:
            arguments += ["--" + form, os.path.join(folder, form)]
        run(*arguments)
        return folder

    def folders(self):
        return [self.whole, self.pair]

    def rows(self, folder, table):
        with open(os.path.join(folder, "jsonl", table + ".jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def text(self, folder, name):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            return file.read()

    # Tables

    def test_the_same_project_gives_the_same_bytes(self):
        again = self.export("again", None)
        for path, _, names in os.walk(self.whole):
            for name in names:
                first = os.path.join(path, name)
                second = first.replace(self.whole, again, 1)
                with open(first, "rb") as a, open(second, "rb") as b:
                    self.assertEqual(a.read(), b.read(), name)

    def test_lines_have_a_version_and_ids_are_unique(self):
        for folder in self.folders():
            for table in TABLES:
                rows = self.rows(folder, table)
                self.assertTrue(all(row["schema_version"] == 1 for row in rows), table)
                ids = [row.get("id") for row in rows if "id" in row]
                self.assertEqual(len(ids), len(set(ids)), table)
        self.assertGreater(len(self.rows(self.whole, "events")), 3)
        self.assertGreater(len(self.rows(self.whole, "claims")), 3)

    def test_an_id_is_the_same_in_an_export_of_the_pair(self):
        for table in ["texts", "claims", "events"]:
            whole = {row["id"] for row in self.rows(self.whole, table)}
            self.assertLessEqual({row["id"] for row in self.rows(self.pair, table)}, whole, table)

    def test_quotes_stand_in_the_text_where_they_say(self):
        bodies = {}
        for row in self.rows(self.whole, "texts"):
            bodies[row["text_sha256"]] = row["body"]
            self.assertEqual(hashlib.sha256(row["body"].encode()).hexdigest(), row["text_sha256"])
        seen = 0
        for table, column in [("events", "evidence"), ("claims", "content_spans")]:
            for row in self.rows(self.whole, table):
                for quote in row[column]:
                    body = bodies.get(quote["text_sha256"])
                    if body is not None:
                        self.assertEqual(body[quote["start"]:quote["end"]], quote["quote"])
                        seen += 1
        self.assertGreater(seen, 10)

    def test_csv_holds_what_json_lines_hold(self):
        for folder in self.folders():
            for table in TABLES:
                rows = self.rows(folder, table)
                path = os.path.join(folder, "csv", table + ".csv")
                with open(path, encoding="utf-8", newline="") as file:
                    cells = list(csv.DictReader(file, strict=True))
                self.assertEqual(len(rows), len(cells), table)
                for row, cell in zip(rows, cells):
                    self.assertNotIn(None, cell, table)
                    for column, value in cell.items():
                        held = row[column]
                        if held is None:
                            self.assertEqual(value, "")
                        elif isinstance(held, str):
                            self.assertEqual(value[1:] if held[:1] in "=+-@" and held else value, held)
                        elif isinstance(held, bool):
                            self.assertEqual(value, "true" if held else "false")
                        elif isinstance(held, (int, float)):
                            self.assertEqual(float(value), held)
                        else:
                            for part in held:
                                if isinstance(part, str):
                                    self.assertIn(part.replace(";", ","), value)
                                elif isinstance(part, dict):
                                    self.assertIn(part, json.loads(value))

    def test_pandas(self):
        import pandas
        for folder in self.folders():
            for table in TABLES:
                rows = self.rows(folder, table)
                lines = pandas.read_json(os.path.join(folder, "jsonl", table + ".jsonl"), lines=True, dtype=False)
                cells = pandas.read_csv(os.path.join(folder, "csv", table + ".csv"), dtype=str, keep_default_na=False)
                self.assertEqual((len(lines), len(cells)), (len(rows), len(rows)), table)
                if not rows:
                    continue
                self.assertEqual(list(lines.columns), list(rows[0]), table)
                self.assertLessEqual(set(cells.columns), set(lines.columns), table)
                for column in lines.columns:
                    for read, row in zip(lines[column], rows):
                        held = row[column]
                        if held is None:
                            self.assertTrue(read is None or pandas.isna(read), f"{table}.{column}")
                        else:
                            self.assertEqual(read, held, f"{table}.{column}")

    def test_no_cell_is_a_formula(self):
        for table in TABLES:
            with open(os.path.join(self.whole, "csv", table + ".csv"), encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    self.assertFalse([cell for cell in row if cell[:1] in tuple("=+@")], table)

    def test_tables_of_events_have_the_same_number_of_cells_in_each_row(self):
        for folder in self.folders():
            for name, columns in [("plover", 28), ("gdelt", 61)]:
                lines = self.text(folder, name).rstrip("\n").split("\n")
                self.assertEqual({line.count("\t") + 1 for line in lines}, {columns}, name)
                self.assertGreater(len(lines), 1, name)
                self.assertIn("Not in this format", self.text(folder, name + ".txt"))
        polarities = {row["polarity"] for row in self.rows(self.whole, "events")}
        self.assertIn("asserted", polarities)

    # References

    def test_ris(self):
        import rispy
        for folder in self.folders():
            text = self.text(folder, "ris")
            self.assertNotIn("\n", text.replace("\r\n", ""))
            entries = rispy.loads(text)
            texts = self.rows(folder, "texts")
            self.assertEqual([e["accession_number"] for e in entries], ["sha256:" + t["head"] for t in texts])
            self.assertEqual([e.get("title") for e in entries], [t["title"] for t in texts])

    def test_bibtex(self):
        import bibtexparser
        for folder in self.folders():
            library = bibtexparser.parse_string(self.text(folder, "bibtex"))
            self.assertEqual(library.failed_blocks, [])
            texts = self.rows(folder, "texts")
            self.assertEqual([e.key for e in library.entries], ["wk" + t["head"][:16] for t in texts])
            for entry, text in zip(library.entries, texts):
                self.assertEqual("title" in entry.fields_dict, text["title"] is not None)

    def test_csl_json(self):
        from citeproc import (Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter)
        from citeproc.source.json import CiteProcJSON
        for folder in self.folders():
            items = json.loads(self.text(folder, "csl-json"))
            self.assertEqual(len(items), len(self.rows(folder, "texts")))
            style = CitationStylesStyle("harvard-cite-them-right", validate=False)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
            for item in items:
                bibliography.register(Citation([CitationItem(item["id"])]))
            self.assertEqual(len(bibliography.bibliography()), len(items))

    def test_a_text_is_cited_as_it_is_exported(self):
        for row in self.rows(self.whole, "texts"):
            cited = json.loads(run("cite", row["text"], "--project", self.project))
            whole = json.loads(self.text(self.whole, "csl-json"))
            self.assertEqual(cited, [item for item in whole if item["id"] == "wk" + row["head"][:16]])
        run("cite", "T1", "--format", "docx", "--project", self.project, status=2)

    # Graphs, calendars, feeds

    def test_graphs(self):
        import networkx
        for folder in self.folders():
            graph = networkx.read_graphml(os.path.join(folder, "graphml"))
            other = networkx.read_gexf(os.path.join(folder, "gexf"), version="1.3")
            pages = {row["sha256"] for row in self.rows(folder, "captures") if row["rejected"] is None}
            for read in [graph, other]:
                nodes = dict(read.nodes(data=True))
                self.assertEqual({n["sha256"] for n in nodes.values() if n["kind"] == "page"}, pages)
                self.assertTrue(all("kind" in node for node in nodes.values()), "an edge names a node that is none")
            self.assertEqual(set(graph.nodes), set(other.nodes))
            self.assertEqual(graph.number_of_edges(), other.number_of_edges())
            kinds = [data["kind"] for _, _, data in graph.edges(data=True)]
            for link in self.rows(folder, "links"):
                self.assertIn(link["kind"], kinds)

    def test_calendar(self):
        import icalendar
        for folder in self.folders():
            with open(os.path.join(folder, "ics"), "rb") as file:
                data = file.read()
            self.assertTrue(all(len(line) <= 75 for line in data.split(b"\r\n")))
            self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
            calendar = icalendar.Calendar.from_ical(data)
            events = calendar.walk("VEVENT")
            known = {row["id"] for row in self.rows(folder, "events") if row["anniversaries"] and row["from"] and row["to"]
                     and (date.fromisoformat(row["to"]) - date.fromisoformat(row["from"])).days < 31}
            self.assertGreater(len(events), 0)
            self.assertEqual({str(event["UID"]).split("@")[0] for event in events}, known)
            for event in events:
                self.assertEqual(event.errors, [])
                self.assertTrue(event["DTSTAMP"] and event["RRULE"] and event["DTSTART"])

    def test_atom(self):
        import feedparser
        for folder in self.folders():
            feed = feedparser.parse(self.text(folder, "atom"))
            self.assertFalse(feed.bozo)
            heads = [row["head"] for row in self.rows(folder, "texts")]
            self.assertEqual([entry.id for entry in feed.entries], ["urn:sha256:" + head for head in reversed(heads)])
            self.assertTrue(all(entry.updated for entry in feed.entries))

    # Linked data

    def test_prov(self):
        import prov.model
        for folder in self.folders():
            document = prov.model.ProvDocument.deserialize(os.path.join(folder, "prov"), format="json")
            again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
            self.assertEqual(document, again)
            pages = sum(row["rejected"] is None for row in self.rows(folder, "captures"))
            self.assertGreaterEqual(len(list(document.get_records(prov.model.ProvEntity))), 2 * pages)

    def test_stix(self):
        import stix2
        for folder in self.folders():
            bundle = stix2.parse(self.text(folder, "stix"), allow_custom=False)
            ids = [item.id for item in bundle.objects]
            self.assertEqual(len(ids), len(set(ids)))
            kinds = [item.type for item in bundle.objects]
            notes = len(self.rows(folder, "events")) + len(self.rows(folder, "claims"))
            self.assertEqual(kinds.count("note"), notes)
            self.assertEqual(kinds.count("relationship"), 0)
            for item in bundle.objects:
                self.assertLessEqual(set(item.get("object_refs", [])), set(ids))

    def test_stix_is_what_the_standard_asks(self):
        import stix2validator
        for folder in self.folders():
            # Rules of style are warnings; what the standard says must be is an error.
            told = stix2validator.validate_string(self.text(folder, "stix"), stix2validator.ValidationOptions(version="2.1"))
            found = [str(error) for item in getattr(told, "object_results", [told]) for error in item.errors or []]
            self.assertTrue(told.is_valid, found[:5])
            self.assertEqual(found, [])

    def test_json_ld(self):
        from pyld import jsonld

        def offline(url, options):
            raise AssertionError(f"asks the network for {url}")

        jsonld.set_document_loader(offline)
        for folder in self.folders():
            data = json.loads(self.text(folder, "jsonld"))
            quads = jsonld.normalize(data, {"algorithm": "URDNA2015", "format": "application/n-quads"})
            self.assertEqual(quads.count("https://schema.org/Claim>"), len(self.rows(folder, "claims")))

    def test_annotations_point_at_words_of_their_text(self):
        bodies = {"urn:sha256:" + row["text_sha256"]: row["body"] for row in self.rows(self.whole, "texts")}
        page = json.loads(self.text(self.whole, "annotations"))
        seen = 0
        for item in page["items"]:
            for target in item["target"]:
                quote, place = target["selector"]
                body = bodies.get(target["source"])
                if body is None:
                    continue
                seen += 1
                start, end = place["start"], place["end"]
                self.assertEqual(body[start:end], quote["exact"])
                self.assertTrue(body[:start].endswith(quote["prefix"]))
                self.assertTrue(body[end:].startswith(quote["suffix"]))
        self.assertGreater(seen, 10)
        self.assertEqual(len(page["items"]), len({item["id"] for item in page["items"]}))

    def test_follow_the_money(self):
        for folder in self.folders():
            entities = [json.loads(line) for line in self.text(folder, "ftm").splitlines()]
            ids = {entity["id"] for entity in entities}
            self.assertEqual(len(ids), len(entities))
            for entity in entities:
                for name in ["proof", "involved", "entity"]:
                    self.assertLessEqual(set(entity["properties"].get(name, [])), ids)
                if entity["schema"] != "Article":
                    self.assertTrue(entity["properties"]["name"])
                for name in ["date", "startDate", "endDate", "publishedAt"]:
                    for value in entity["properties"].get(name, []):
                        self.assertRegex(value, r"^\d{4}(-\d\d(-\d\d)?)?$")

    @unittest.skipUnless(importlib.util.find_spec("followthemoney"), "followthemoney needs ICU; Scripts/setup.sh exports")
    def test_follow_the_money_reads_what_was_written(self):
        from followthemoney import model
        for folder in self.folders():
            for line in self.text(folder, "ftm").splitlines():
                entity = json.loads(line)
                read = model.get_proxy(entity, cleaned=False).to_dict()
                self.assertEqual(read["schema"], entity["schema"])
                self.assertEqual({n: set(v) for n, v in read["properties"].items()},
                                 {n: set(v) for n, v in entity["properties"].items()})
                # Values that the library would clean away are values that Aleph would not show.
                clean = model.get_proxy({"id": entity["id"], "schema": entity["schema"]})
                for name, values in entity["properties"].items():
                    for value in values:
                        clean.add(name, value)
                self.assertEqual({n: len(set(v)) for n, v in clean.to_dict()["properties"].items()},
                                 {n: len(set(v)) for n, v in entity["properties"].items()}, entity["schema"])

    # Dossiers and the command itself

    def test_the_dossier_as_a_page_is_checked(self):
        page = os.path.join(self.pair, "dossier.html")
        shutil.copy(os.path.join(self.pair, "html"), page)
        run("verify", page)
        self.assertIn("## What happened", self.text(self.pair, "md"))

    def test_web_archives(self):
        from warcio.archiveiterator import ArchiveIterator
        digests, kinds = set(), []
        with open(os.path.join(self.pair, "warc"), "rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                kinds.append(record.rec_type)
                body = record.content_stream().read()
                self.assertIn(record.digest_checker.passed, (True, None), record.digest_checker.problems)
                digests.add(hashlib.sha256(body).hexdigest())
        held = {row["sha256"] for row in self.rows(self.whole, "captures")}
        self.assertLessEqual(held, digests)
        self.assertEqual(kinds.count("conversion"), sum(r["rejected"] is None for r in self.rows(self.whole, "captures")))
        bundle = os.path.join(self.pair, "bundle.wacz")
        shutil.copy(os.path.join(self.pair, "wacz"), bundle)
        run("verify", bundle)

    def test_wrong_uses_are_told(self):
        for arguments in [[], ["--csw", "x"], ["KP-KP", "--ris", "-"], ["--md", "-"], ["KP-SY", "IR-KP"], ["--ris"]]:
            run("export", "--project", self.project, *arguments, status=2)

    def test_a_format_goes_to_standard_output(self):
        told = run("export", PAIR, "--project", self.project, "--ris=-")
        self.assertEqual(told, self.text(self.pair, "ris"))

    def test_pairs_are_those_of_the_pages(self):
        told = json.loads(run("pairs", "--json", "--limit", "0", "--project", self.project))
        self.assertEqual(told["count"], len(told["pairs"]))
        self.assertIn(PAIR, [item["pair"] for item in told["pairs"]])
        for item in told["pairs"]:
            self.assertLessEqual(item["texts"], item["pages"])


if __name__ == "__main__":
    unittest.main()
