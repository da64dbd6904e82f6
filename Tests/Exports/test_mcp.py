"""`wirekin mcp`, asked by the reference client and by one who means it no good."""
import asyncio
import base64
import hashlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest

WIREKIN = os.environ.get("WIREKIN", "wirekin")
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples")
TOOLS = ["search", "pair", "family", "claims", "events", "explain", "cite"]
REQUESTS = 1000


class Assistants(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="wirekin-mcp-")
        cls.project = os.path.join(cls.folder, "examples.wirekin")
        pages = sorted(os.path.join(EXAMPLES, n) for n in os.listdir(EXAMPLES) if n.endswith((".txt", ".html")))
        subprocess.run([WIREKIN, "add", "--quiet", "--project", cls.project, *pages], check=True, capture_output=True)
        told = subprocess.run([WIREKIN, "pairs", "--json", "--limit", "0", "--project", cls.project],
                              check=True, capture_output=True)
        cls.pairs = [item["pair"] for item in json.loads(told.stdout)["pairs"]]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def state(self):
        """Every file of the project with its digest: reading leaves them as they are."""
        found = {}
        for path, _, names in os.walk(self.project):
            for name in names:
                with open(os.path.join(path, name), "rb") as file:
                    found[os.path.join(path, name)] = hashlib.sha256(file.read()).hexdigest()
        return found

    # The reference client

    def test_the_reference_client(self):
        before = self.state()
        told = asyncio.run(self.ask())
        self.assertGreaterEqual(told["requests"], REQUESTS)
        self.assertGreater(told["quotes"], 200)
        self.assertEqual(before, self.state())

    async def ask(self):
        from mcp import ClientSession, MCPError, StdioServerParameters
        from mcp.client.stdio import stdio_client
        from mcp.types import PaginatedRequestParams
        server = StdioServerParameters(command=WIREKIN, args=["mcp", "--project", self.project, "--today", "2026-05-01"])
        told = {"requests": 0, "quotes": 0}
        rng = random.Random(25)
        async with stdio_client(server) as (read, write):
            async with ClientSession(read, write, read_timeout_seconds=60) as session:
                begun = await session.initialize()
                self.assertEqual(begun.server_info.name, "wirekin")
                self.assertIn("SHA256", begun.instructions)
                tools = (await session.list_tools()).tools
                self.assertEqual([tool.name for tool in tools], TOOLS)
                for tool in tools:
                    self.assertTrue(tool.output_schema and tool.annotations.read_only_hint, tool.name)
                self.assertEqual(len((await session.list_resource_templates()).resource_templates), 2)
                await session.send_ping()
                told["requests"] += 4

                # Resources: captures are the bytes, texts are what quotes are placed in.
                bodies, captures, cursor = {}, 0, None
                while True:
                    listed = await session.list_resources(params=PaginatedRequestParams(cursor=cursor))
                    told["requests"] += 1
                    for resource in listed.resources:
                        content = (await session.read_resource(str(resource.uri))).contents[0]
                        told["requests"] += 1
                        digest = str(resource.uri).rsplit("/", 1)[1]
                        if "/capture/" in str(resource.uri):
                            captures += 1
                            self.assertEqual(hashlib.sha256(base64.b64decode(content.blob)).hexdigest(), digest)
                        else:
                            bodies[digest] = content.text
                    cursor = listed.next_cursor
                    if not cursor:
                        break
                self.assertEqual(captures, 12)

                def quotes(value):
                    if isinstance(value, dict):
                        if {"sha256", "start", "end", "quote"} <= value.keys():
                            body = bodies[value["sha256"]]
                            self.assertEqual(body[value["start"]:value["end"]], value["quote"])
                            told["quotes"] += 1
                        for item in value.values():
                            quotes(item)
                    elif isinstance(value, list):
                        for item in value:
                            quotes(item)

                async def call(name, **arguments):
                    told["requests"] += 1
                    # The client checks structured content against the schema itself.
                    result = await session.call_tool(name, arguments)
                    if result.is_error:
                        self.assertTrue(result.content[0].text)
                        return None
                    self.assertEqual(json.loads(result.content[0].text), result.structured_content)
                    self.assertEqual(result.structured_content["log"]["entries"], 13)
                    quotes(result.structured_content)
                    return result.structured_content

                rows, pages = [], sorted(bodies)
                for pair in self.pairs[:20]:
                    held = await call("pair", pair=pair)
                    self.assertEqual(held["totals"]["said"], len(held["said"]))
                    events = await call("events", pair=pair, limit=500)
                    self.assertEqual(events["total"], len(events["events"]))
                    rows += [(a["row"], None) for e in events["events"] for a in e["attestations"]]
                    rows += [(e["event"], pair) for e in events["events"]]
                for page in pages:
                    family = await call("family", text=page)
                    self.assertIn(page, [item["sha256"] for item in family["pages"]])
                    rows += [(claim["row"], None) for claim in (await call("claims", page=page))["claims"]]
                    await call("events", page=page)
                    for form in ["ris", "bibtex", "csl-json"]:
                        self.assertTrue((await call("cite", text=family["text"], format=form))["reference"])
                self.assertGreater(len(rows), 20)
                for row, pair in rows:
                    self.assertTrue(await call("explain", row=row, **({"pair": pair} if pair else {})))

                # Words of the texts, and whatever else may come.
                words = sorted({word for body in bodies.values() for word in body.split() if len(word) > 3})
                odd = ["", " ", "\x00", "“", "NEAR(", "a OR b", "\"", "*", "-", "T1", "T999999999999999999999", "#", "#e1",
                       "E0", "e1", "💣" * 300, "x" * 5000, "../../etc/passwd", "%00", "KP-KP", "A-B", "KP", "DROP TABLE x"]
                names = ["query", "pair", "page", "text", "row", "stance", "from", "to", "limit", "offset", "format", "nothing"]
                while told["requests"] < REQUESTS:
                    choice = rng.random()
                    if choice < 0.3:
                        found = await call("search", query=" ".join(rng.sample(words, rng.randint(1, 2))), limit=5)
                        self.assertIsNotNone(found)
                        for hit in found["hits"]:
                            self.assertEqual(len(hit["quotes"]), 1)
                    elif choice < 0.9:
                        given = {rng.choice(names): rng.choice([*odd, 3, -1, 10**30, 1.5, None, True, [], {"a": []}])
                                 for _ in range(rng.randint(0, 3))}
                        await call(rng.choice(TOOLS), **given)
                    else:
                        told["requests"] += 1
                        with self.assertRaises(MCPError) as caught:
                            if choice < 0.95:
                                await session.read_resource("wirekin://" + rng.choice(odd + ["capture/" + "0" * 64]))
                            else:
                                await session.call_tool("no-such-tool", {})
                        self.assertIn(caught.exception.error.code, [-32002, -32602])
                await session.send_ping()
        return told

    # Lines that no client sends

    def lines(self, *given):
        sent = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in given)
        done = subprocess.run([WIREKIN, "mcp", "--project", self.project], input=sent, capture_output=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]

    def code(self, line):
        answers = self.lines(line)
        self.assertEqual(len(answers), 1)
        self.assertEqual(set(answers[0]), {"jsonrpc", "id", "error"})
        return answers[0]["error"]["code"], answers[0]["id"]

    def test_each_fault_has_its_error(self):
        def call(**more):
            return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", **more}
        for line, code, name in [
            (b"{", -32700, None), (b"\xff\xfe", -32700, None), (b"[" * 100_000, -32700, None), (b"1e999999", -32600, None),
            (b'{"jsonrpc":"2.0","id":1,"method":"ping"} x', -32700, None), ([], -32600, None),
            ([call()], -32600, None), ("ping", -32600, None), (None, -32600, None), ({}, -32600, None),
            ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, -32600, 1), ({"jsonrpc": "2.0", "id": 1}, -32600, 1),
            ({"jsonrpc": "2.0", "id": None, "method": "ping"}, -32600, None),
            ({"jsonrpc": "2.0", "id": {"a": 1}, "method": "ping"}, -32600, None),
            ({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}, -32600, None),
            ({"jsonrpc": "2.0", "id": 1, "method": 7}, -32600, 1), ({"jsonrpc": "2.0", "id": "q", "method": "x"}, -32601, "q"),
            (call(params=[]), -32602, 1), (call(params={}), -32602, 1), (call(params={"name": "x"}), -32602, 1),
            (call(params={"name": {}}), -32602, 1), ({"jsonrpc": "2.0", "id": 1, "method": "initialize"}, -32602, 1),
            ({"jsonrpc": "2.0", "id": 1, "method": "resources/list", "params": {"cursor": "-1"}}, -32602, 1),
            ({"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}}, -32002, 1),
            (b'"' + b"x" * (2 << 20) + b'"', -32600, None),
        ]:
            self.assertEqual(self.code(line), (code, name), str(line)[:80])

    def test_what_asks_nothing_has_no_answer(self):
        self.assertEqual(self.lines(
            b"", b"   ", {"jsonrpc": "2.0", "method": "notifications/initialized"}, {"jsonrpc": "2.0", "method": "x"},
            {"jsonrpc": "2.0", "id": 9, "result": {}}, {"jsonrpc": "2.0", "id": 9, "error": {"code": 1, "message": "x"}}), [])

    def test_versions_are_those_of_the_client_where_they_are_known(self):
        for asked, told in [("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"), ("1900-01-01", "2025-11-25")]:
            begin = {"jsonrpc": "2.0", "id": 0, "method": "initialize",
                     "params": {"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}
            self.assertEqual(self.lines(begin)[0]["result"]["protocolVersion"], told)

    def test_damaged_lines_are_answered_and_the_session_goes_on(self):
        rng = random.Random(7)
        seeds = [json.dumps({"jsonrpc": "2.0", "id": n, "method": "tools/call",
                             "params": {"name": name, "arguments": {"query": "treaty", "pair": "CU-GH", "text": "T1"}}}).encode()
                 for n, name in enumerate(TOOLS)]
        sent = []
        for number in range(1000):
            line = bytearray(rng.choice(seeds))
            for _ in range(rng.randint(1, 6)):
                place = rng.randrange(len(line))
                kind = rng.randrange(4)
                if kind == 0:
                    line[place] = rng.randrange(256)
                elif kind == 1:
                    del line[place:place + rng.randint(1, 20)]
                elif kind == 2:
                    line[place:place] = bytes(rng.randrange(256) for _ in range(6))
                else:
                    line[place:place] = line[place:place + 30]
                if not line:
                    line = bytearray(b"{")
            sent.append(bytes(line).replace(b"\n", b" "))
            sent.append({"jsonrpc": "2.0", "id": f"ping {number}", "method": "ping"})
        answers = self.lines(*sent)
        pings = [answer["id"] for answer in answers if str(answer["id"]).startswith("ping ")]
        self.assertEqual(pings, [f"ping {number}" for number in range(1000)])
        for answer in answers:
            self.assertEqual(len({"result", "error"} & set(answer)), 1)


if __name__ == "__main__":
    unittest.main()
