#!/usr/bin/env bash
# Kills `wirekin add`, `set` and `rebuild` at random moments: nothing that was acknowledged may be lost, and the project must verify.
# usage: kill-test.sh WIREKIN [ROUNDS] [SEED]; PAGES sets the number of pages, a third as many again come in a web archive.
set -euo pipefail
cd "$(dirname "$0")/.."
wirekin=$(readlink -f "$1"); rounds=${2:-50}; RANDOM=${3:-7}; pages=${PAGES:-60}
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
mkdir "$folder/in"
# Pages of the examples' words, each another page.
for number in $(seq "$pages"); do
    { echo "Page $number of the kill test"; echo; cat Examples/D0$((number % 9 + 1)).txt 2>/dev/null || cat Examples/D01.txt; } > "$folder/in/p$number.txt"
done
# And some of a web archive, whose records are kept beside their pages.
for number in $(seq $((pages / 3))); do
    body="<html><body><p>Archived page $number. $(tr '\n' ' ' < Examples/D0$((number % 2 * 3 + 1)).txt)</p></body></html>"
    block=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$body")
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: http://example.com/%s\r\nWARC-Date: 2021-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
        "$number" "$number" "$(printf %s "$block" | wc -c)" "$block"
done > "$folder/in/site.warc"
"$wirekin" add --project "$folder/whole" "$folder/in" > "$folder/told"
"$wirekin" families --json --project "$folder/whole" | sha256sum > "$folder/should"
lost=0 broken=0 hit=0
for round in $(seq "$rounds"); do
    project=$folder/p$round
    "$wirekin" init "$project" > /dev/null
    : > "$folder/acknowledged"
    for step in 1 2; do
        "$wirekin" add --jsonl --project "$project" "$folder/in" >> "$folder/acknowledged" 2>/dev/null &
        process=$!
        sleep "0.$(printf %03d $((RANDOM % 900)))"
        if kill -9 "$process" 2>/dev/null; then hit=$((hit + 1)); fi
        wait "$process" 2>/dev/null || true
    done
    if [ $((round % 3)) = 0 ]; then
        "$wirekin" rebuild --project "$project" > /dev/null 2>&1 & process=$!
        sleep "0.$(printf %03d $((RANDOM % 600)))"; kill -9 "$process" 2>/dev/null || true; wait "$process" 2>/dev/null || true
    fi
    # A line that was cut off by the kill acknowledges nothing.
    for sha in $(grep -o '"added":{"id":"[^"]*","sha256":"[0-9a-f]*"}}$' "$folder/acknowledged" | grep -o '[0-9a-f]\{64\}'); do
        if ! [ "$(sha256sum < "$project/captures/${sha:0:2}/$sha" 2>/dev/null | cut -c1-64)" = "$sha" ] \
            && ! [ "$(sha256sum < "$project/captures/.arriving/$sha" 2>/dev/null | cut -c1-64)" = "$sha" ]; then
            echo "round $round: $sha was acknowledged and is lost"; lost=$((lost + 1))
        fi
    done
    "$wirekin" add --project "$project" "$folder/in" > "$folder/told" 2>&1 || true
    if ! "$wirekin" verify --project "$project" > "$folder/verified" 2>&1; then
        echo "round $round: $(head -3 "$folder/verified")"; broken=$((broken + 1))
    fi
    # What was stopped and gone on with gives what was never stopped.
    if ! "$wirekin" families --json --project "$project" | sha256sum | cmp -s - "$folder/should"; then
        echo "round $round: other families than without a kill"; broken=$((broken + 1))
    fi
    rm -rf "$project"
done
echo "$rounds rounds, $hit kills that hit a running command: $lost acknowledged captures lost, $broken projects that do not verify"
[ "$lost" = 0 ] && [ "$broken" = 0 ]
