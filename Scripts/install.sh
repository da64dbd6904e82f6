#!/usr/bin/env bash
# install.sh WIREKIN PREFIX: the program, its manual pages and its completions under a prefix (DESTDIR before it, for packages).
set -euo pipefail
program=$1 prefix=$2
cd "$(dirname "$0")/.."
root="${DESTDIR:-}$prefix"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Scripts/manual.py "$program" "$work/man"
install -d "$root/bin" "$root/share/man/man1" "$root/share/bash-completion/completions" "$root/share/zsh/site-functions" \
    "$root/share/fish/vendor_completions.d" "$root/share/doc/wirekin"
install -m 755 "$program" "$root/bin/wirekin"
strip --strip-unneeded "$root/bin/wirekin" 2>/dev/null || true
for page in "$work"/man/*.1; do gzip -n9 <"$page" >"$root/share/man/man1/$(basename "$page").gz"; done
"$program" --generate-completion-script bash >"$root/share/bash-completion/completions/wirekin"
"$program" --generate-completion-script zsh >"$root/share/zsh/site-functions/_wirekin"
"$program" --generate-completion-script fish >"$root/share/fish/vendor_completions.d/wirekin.fish"
install -m 644 README.md LICENSE "$root/share/doc/wirekin/"
[ -n "${DESTDIR:-}" ] || echo "installed $root/bin/wirekin, its manual and its completions; try: wirekin demo"
