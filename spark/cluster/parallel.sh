#!/usr/bin/env bash
# Shards without a cluster, by GNU parallel: every archive becomes a project of its own, then all are merged into one.
#   spark/cluster/parallel.sh WHOLE.wirekin crawl/*.warc.gz
# Each shard is added by one process; an archive that fails is named by parallel's log, and a second call does only what is left.
# WIREKIN names the program, JOBS how many shards are added at once, SHARDS where they are kept.
set -euo pipefail
whole=$1; shift
export WIREKIN=${WIREKIN:-wirekin} SHARDS=${SHARDS:-$whole.shards}
mkdir -p "$SHARDS"
add() {
    shard=$SHARDS/$(basename "$1" | tr -c 'A-Za-z0-9._\n' '_').wirekin
    # 3: some pages were left out, each with its reason on standard error.
    "$WIREKIN" add --quiet --project "$shard" "$1" > "$shard.out" || [ $? = 3 ]
}
export -f add
parallel --will-cite --jobs "${JOBS:-100%}" --joblog "$SHARDS/log" --resume-failed --halt soon,fail=1 add ::: "$@"
"$WIREKIN" merge --quiet "$SHARDS"/*.wirekin --into "$whole"
