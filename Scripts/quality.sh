#!/usr/bin/env bash
# Measures every stage with the scorers that lie beside the repository; says so where they do not.
set -euo pipefail
wirekin=$(realpath "${1:-.build-release/release/wirekin}")
cd "$(dirname "$0")/.."
shared=../shared
[ -d "$shared/score" ] || { echo "quality: $shared is not here; nothing to measure with"; exit 0; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
score() { python3 "$shared/score/$@"; }
echo "== time"
for set in own meantime wikiwars; do
    python3 -c 'import json,sys
for line in open(sys.argv[1]):
    record = json.loads(line); record.pop("timex"); print(json.dumps(record))' "$shared/data/time/$set.jsonl" | "$wirekin" time > "$out/time"
    score convert.py timex < "$out/time" > "$out/timex"
    echo "$set: $(score timex.py "$shared/data/time/$set.jsonl" "$out/timex" | grep -E '^(relaxed|bounds)' | tr '\n' ' ')"
done
echo "== events and claims"
"$wirekin" read "$shared"/seeds/*.txt | "$wirekin" code --ledger > "$out/seeds"
score ledger.py "$shared/data/seeds_gold/ledger.jsonl" "$out/seeds"
"$wirekin" read "$shared"/data/dispatches/D*.txt | "$wirekin" code --ledger > "$out/dispatches"
echo "-- dispatches"; score ledger.py "$shared/data/dispatches/ledger.jsonl" "$out/dispatches"
echo "-- sentences"
python3 -c 'import json,sys
for line in open(sys.argv[1]):
    record = json.loads(line); print(json.dumps({"id": record["id"], "text": record["text"]}))' "$shared/data/events/gold.jsonl" | "$wirekin" code > "$out/events"
score convert.py events < "$out/events" > "$out/pred"; score events.py "$shared/data/events/gold.jsonl" "$out/pred" | sed -n 1,3p
python3 -c 'import json,sys
for line in open(sys.argv[1]):
    record = json.loads(line); print(json.dumps({"id": record["id"], "text": record["text"]}))' "$shared/data/attribution/dispatches.jsonl" | "$wirekin" code > "$out/claims"
score convert.py attribution < "$out/claims" > "$out/pred"; score attribution.py "$shared/data/attribution/dispatches.jsonl" "$out/pred"
echo "== reading"
"$wirekin" read "$shared"/data/extraction/articles/html/*.gz > "$out/read"
score convert.py extraction < "$out/read" | python3 -c 'import json,sys
merged = {}
for line in sys.stdin: merged.update(json.loads(line))
print(json.dumps(merged))' > "$out/pred"
score extraction.py "$shared/data/extraction/articles/truth.json" "$out/pred" | sed -n 1,6p
"$wirekin" read "$shared"/data/extraction/dates/html/*.gz > "$out/read"
score convert.py dating < "$out/read" > "$out/pred"; score dating.py "$shared/data/extraction/dates/truth.csv" "$out/pred" | sed -n 1,8p
score convert.py fields < "$out/read" | python3 -c 'import json,sys
merged = {}
for line in sys.stdin: merged.update(json.loads(line))
print(json.dumps(merged))' > "$out/pred"
score fields.py "$shared/data/extraction/dates/fields.json" "$out/pred"
echo "== kin"
"$wirekin" kin < "$shared/data/lineage/synthetic/docs.jsonl" > "$out/kin"
score convert.py pairs < "$out/kin" > "$out/pred"
score lineage.py --truth "$shared/data/lineage/synthetic/truth.tsv" --meta "$shared/data/lineage/synthetic/meta.tsv" --pairs "$out/pred"
python3 Scripts/sentence_pairs.py "$wirekin" "$shared/data/lineage/turku/fi_sentence_pairs.tsv"
for set in kcna zh; do
    "$wirekin" kin < "$shared/data/field/$set.jsonl" > "$out/kin"
    echo "-- $set"; score formulas.py "$shared/data/field/$set.jsonl" "$out/kin"
done
echo "== drift"
"$wirekin" read "$shared"/data/drift/*.txt > "$out/read"
python3 -c 'import json,sys
pages = {page["id"].removesuffix(".txt"): page for page in map(json.loads, open(sys.argv[2]))}
for pair in map(json.loads, open(sys.argv[1])):
    print(json.dumps({"id": pair["child"], "parent": pages[pair["parent"]], "child": pages[pair["child"]]}))' \
    "$shared/data/drift/gold.jsonl" "$out/read" | "$wirekin" drift | python3 -c 'import json,sys
for pair in map(json.loads, sys.stdin):
    names = {side: pair[side]["id"].removesuffix(".txt") for side in ("parent", "child")}
    print(json.dumps({**names, "changes": pair["changes"]}))' > "$out/drift"
score drift.py "$shared/data/drift/gold.jsonl" "$out/drift" | grep -E "^(all|control)"
