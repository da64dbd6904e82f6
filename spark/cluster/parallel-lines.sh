#!/usr/bin/env bash
# Lines without a project, by GNU parallel: documents.jsonl (what `read` gives) through time and code in blocks on all cores, in order.
#   spark/cluster/parallel-lines.sh documents.jsonl > coded.jsonl
# The output is that of one process. A block whose worker ends is named by parallel, and the whole fails.
set -euo pipefail
export WORKER=${WORKER:-wirekin-worker}
parallel --will-cite --keep-order --halt now,fail=1 --jobs "${JOBS:-100%}" --pipepart --block "${BLOCK:-8M}" -a "$1" \
    'set -o pipefail; "$WORKER" time | "$WORKER" code'
