#!/usr/bin/env bash
# Builds wirekin-worker as one file without any shared library, for machines that have nothing of ours: .build-static/wirekin-worker.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
export WIREKIN_CORE=1 WIREKIN_STATIC=1
swift build -c release --scratch-path .build-static --product wirekin-worker --static-swift-stdlib -Xswiftc -static-executable
strip -o .build-static/wirekin-worker .build-static/release/wirekin-worker
ls -l .build-static/wirekin-worker
