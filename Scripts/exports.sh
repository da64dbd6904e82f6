#!/usr/bin/env bash
# Opens what a program exports with the libraries that its readers use; they are installed into .tools-exports first.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.tools-exports/$(sha256sum Tests/Exports/requirements.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
    rm -rf .tools-exports
    if ! python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --only-binary :all: \
        --target .tools-exports/python -r Tests/Exports/requirements.txt 2>.exports-pip.log; then
        echo "exports: the libraries of Tests/Exports/requirements.txt cannot be installed ($(tail -1 .exports-pip.log)); their tests are left out." >&2
        rm -rf .tools-exports .exports-pip.log
        exit 0
    fi
    rm -f .exports-pip.log
    touch "$stamp"
fi
WIREKIN=$(realpath "$1") PYTHONPATH=.tools-exports/python PYTHONDONTWRITEBYTECODE=1 timeout -k 5 600 \
    python3 -m unittest discover -s Tests/Exports "${@:2}"
