#!/usr/bin/env python3
"""Writes the decoders' tables, Resources/html/encodings-*.tsv, from what a browser's TextDecoder makes of every byte.

A browser follows the Encoding standard's indexes, so that its decoder is a source for them that any machine has:
    Scripts/setup.sh browser && Scripts/encoding-tables.py
"""
import html, pathlib, subprocess, sys, tempfile

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources/CLexicons/Resources/html"
SINGLE = """ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 iso-8859-13
iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251 windows-1252
windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic""".split()
SHIFT_JIS_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
GB_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
BIG5_TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
# Name of the index, decoder, leading bytes, bytes before, trailing bytes.
INDEXES = [
    ("jis0208", "shift_jis", [*range(0x81, 0xA0), *range(0xE0, 0xFD)], [], SHIFT_JIS_TRAILS),
    ("jis0212", "euc-jp", [*range(0xA1, 0xFF)], [0x8F], [*range(0xA1, 0xFF)]),
    ("gb18030", "gb18030", [*range(0x81, 0xFF)], [], GB_TRAILS),
    ("big5", "big5", [*range(0x81, 0xFF)], [], BIG5_TRAILS),
    ("euc-kr", "euc-kr", [*range(0x81, 0xFF)], [], [*range(0x41, 0xFF)]),
]
# Shift_JIS maps these pointers to the private use area by rule; the index has nothing there.
PRIVATE = range(8836, 10716)

PAGE = """<!doctype html><meta charset=utf-8><pre id=o></pre><script>
const out = [], hex = s => [...s].map(c => c.codePointAt(0).toString(16)).join('+');
const decode = (label, bytes) => new TextDecoder(label).decode(new Uint8Array(bytes));
for (const name of SINGLE) {
  const row = [];
  for (let byte = 0x80; byte < 0x100; byte++) row.push(hex(decode(name, [byte])));
  out.push(['single', name, row.join(' ')].join('\\t'));
}
for (const [name, label, leads, before, trails] of INDEXES) for (const lead of leads)
  out.push([name, lead.toString(16), trails.map(t => hex(decode(label, [...before, lead, t]))).join(' ')].join('\\t'));
for (let p = 0; p < 39420; p++) {
  const bytes = [0x81 + (p / 12600 | 0), 0x30 + (p / 1260 | 0) % 10, 0x81 + (p / 10 | 0) % 126, 0x30 + p % 10];
  out.push(['range', p, hex(decode('gb18030', bytes))].join('\\t'));
}
document.getElementById('o').textContent = '\\n' + out.join('\\n') + '\\n';
</script>"""

def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(PAGE.replace("SINGLE)", f"{SINGLE})").replace("INDEXES)", repr([list(i) for i in INDEXES]) + ")"))
        text = subprocess.run(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()],
            capture_output=True, text=True, timeout=300, check=True).stdout
    rows = [line.split("\t") for line in html.unescape(text.split('<pre id="o">')[1].split("</pre>")[0]).splitlines() if line]
    single, ranges, previous = [], [], None
    grids: dict[str, list[str]] = {}
    for row in rows:
        if row[0] == "single":
            single.append(f"{row[1]}\t{row[2]}")
        elif row[0] == "range":
            code = int(row[2], 16)
            if previous is None or code != previous + 1:
                ranges.append(f"{row[1]}\t{code:x}")
            previous = code
        else:
            cells = row[2].split(" ")
            start = len(grids.setdefault(row[0], [])) * len(cells)
            text = ""
            for offset, cell in enumerate(cells):
                hole = cell == "" or "+" in cell or row[0] == "jis0208" and start + offset in PRIVATE
                text += "\ufffd" if hole else chr(int(cell, 16))
            grids[row[0]].append(text)
    head = "Encoding standard, section 5, as a browser decodes it; written by Scripts/encoding-tables.py."
    def write(name: str, what: str, lines: list[str]) -> None:
        (RESOURCES / name).write_text(f"# {what} {head}\n" + "\n".join(lines) + "\n")
    write("encodings-single.tsv", "Encoding, code points of bytes 80 to ff.", single)
    write("encodings-gb18030-ranges.tsv", "First pointer of a range, its first code point.", ranges)
    for name, lines in grids.items():
        width = len(lines[0])
        write(f"encodings-{name}.tsv", "First pointer of a row, its characters (U+FFFD: none).",
              [f"{number * width}\t{line}" for number, line in enumerate(lines) if line.strip("\ufffd")])

if __name__ == "__main__":
    sys.exit(main())
