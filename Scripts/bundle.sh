#!/usr/bin/env bash
# Gives a bundle to the programs with which others check and replay web archives; they are installed into .tools-bundle first.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.tools-bundle/$(sha256sum Tests/Bundle/requirements.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
    rm -rf .tools-bundle
    if ! python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore \
        --target .tools-bundle/python -r Tests/Bundle/requirements.txt 2>.bundle-pip.log; then
        echo "bundle: the programs of Tests/Bundle/requirements.txt cannot be installed ($(tail -1 .bundle-pip.log)); their tests are left out." >&2
        rm -rf .tools-bundle .bundle-pip.log
        exit 0
    fi
    rm -f .bundle-pip.log
    touch "$stamp"
fi
WIREKIN=$(realpath "$1") PYTHONPATH=$PWD/.tools-bundle/python PYTHONDONTWRITEBYTECODE=1 timeout -k 5 600 \
    python3 -m unittest discover -s Tests/Bundle "${@:2}"
