#!/usr/bin/env bash
# Runs the desk's tests in Chromium against a program; what they need is installed into .tools first.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.tools/$(sha256sum Tests/Browser/requirements.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
    rm -rf .tools
    python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps --target .tools/python axe-playwright-python==0.1.8
    grep -v '^axe-playwright' Tests/Browser/requirements.txt > .tools/others.txt
    python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --target .tools/python -r .tools/others.txt
    touch "$stamp"
fi
WIREKIN=$(realpath "$1") PYTHONPATH=.tools/python:Tests/Browser PYTHONDONTWRITEBYTECODE=1 timeout -k 5 1500 python3 -m unittest discover -s Tests/Browser "${@:2}"
