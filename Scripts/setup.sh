#!/usr/bin/env bash
# Installs the Debian packages that the build needs, or prints the one line that does: `setup.sh browser` those of the browser
# tests as well, `setup.sh load` that of the load test, `setup.sh exports` what followthemoney is built with.
set -euo pipefail
packages=(pkg-config libsqlite3-dev zlib1g-dev libdeflate-dev libbrotli-dev libssl-dev libzip-dev libpoppler-cpp-dev python3)
case ${1:-} in
    browser) packages+=(chromium chromium-driver) ;;
    load) packages+=(wrk) ;;
    exports) packages+=(libicu-dev g++) ;;
esac
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
# A python3 that is on the path is as good as Debian's.
if command -v python3 >/dev/null; then missing=("${missing[@]/python3/}"); fi
missing=($(printf '%s\n' "${missing[@]:-}" | sed '/^$/d'))
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ]; then
    apt-get update -q >/dev/null
    apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "wirekin needs some Debian packages; run this once, then make again:" >&2
    echo "  sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
