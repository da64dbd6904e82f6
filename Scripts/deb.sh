#!/usr/bin/env bash
# deb.sh WIREKIN OUT: a Debian package of the program with manual pages and completions; needs dpkg-deb and readelf.
set -euo pipefail
program=$(realpath "$1") out=$2
cd "$(dirname "$0")/.."
release=$("$program" --version)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESTDIR="$work/root" Scripts/install.sh "$program" /usr
mkdir -p "$work/root/DEBIAN" "$work/debian"
cp LICENSE "$work/root/usr/share/doc/wirekin/copyright"
rm "$work/root/usr/share/doc/wirekin/LICENSE"
# What the program needs is what its dynamic section names, found in the packages of this system.
depends=$(readelf -d "$work/root/usr/bin/wirekin" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | while read -r name; do
    library=$(ldd "$work/root/usr/bin/wirekin" | awk -v name="$name" '$1 == name && $2 == "=>" {print $3}')
    [ -n "$library" ] || continue
    case $library in */swift/*) echo "deb.sh: $name is of the Swift toolchain; build with make static" >&2; exit 1 ;; esac
    dpkg-query -S "$(realpath "$library")" "$library" 2>/dev/null | head -1 | cut -d: -f1 || true
done | sort -u | paste -sd, | sed 's/,/, /g')
cat >"$work/root/DEBIAN/control" <<CONTROL
Package: wirekin
Version: ${release}
Architecture: ${architecture}
Maintainer: The wirekin authors <wirekin@example.org>
Installed-Size: $(du -ks "$work/root/usr" | cut -f1)
Depends: ${depends}
Section: science
Priority: optional
Description: press attaché in a box
 Keeps saved pages of media as evidence, finds copies, resolves dates, and tells
 who did what to whom and who says so, with the exact words behind every line.
CONTROL
mkdir -p "$out"
dpkg-deb --root-owner-group --build "$work/root" "$out/wirekin_${release}_${architecture}.deb"
