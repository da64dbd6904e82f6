#!/usr/bin/env bash
# Opens what a program exports with the libraries that its readers use; they are installed into .tools-exports first.
set -euo pipefail
cd "$(dirname "$0")/.."
# followthemoney is built against ICU, where that is there.
Scripts/setup.sh exports || true
requirements=(-r Tests/Exports/requirements.txt)
if pkg-config --exists icu-i18n 2>/dev/null && command -v g++ >/dev/null; then
    requirements+=(-r Tests/Exports/requirements-icu.txt)
else
    echo "exports: the headers of ICU are not here; followthemoney's test is left out." >&2
fi
stamp=.tools-exports/$(printf "%s\n" "${requirements[@]}" | grep -v "^-r$" | xargs cat | sha256sum | cut -c1-16)
if [ ! -e "$stamp" ]; then
    rm -rf .tools-exports
    # cpe and pyicu come as sources only.
    if ! python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --only-binary :all: \
        --no-binary cpe,pyicu --target .tools-exports/python "${requirements[@]}" 2>.exports-pip.log; then
        echo "exports: the libraries of Tests/Exports cannot be installed ($(tail -1 .exports-pip.log)); their tests are left out." >&2
        rm -rf .tools-exports .exports-pip.log
        exit 0
    fi
    rm -f .exports-pip.log
    touch "$stamp"
fi
WIREKIN=$(realpath "$1") PYTHONPATH=.tools-exports/python PYTHONDONTWRITEBYTECODE=1 timeout -k 5 1200 \
    python3 -m unittest discover -s Tests/Exports "${@:2}"
