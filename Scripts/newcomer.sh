#!/usr/bin/env bash
# newcomer.sh DEB: installs the package into a clean Debian root and runs the commands of README as printed, in order.
# Needs root and debootstrap; the first run fetches Debian's base packages.
set -euo pipefail
deb=$(realpath "$1")
cd "$(dirname "$0")/.."
root=${NEWCOMER_ROOT:-$(mktemp -d)}
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
if [ ! -x "$root/bin/bash" ]; then debootstrap --variant=minbase "$suite" "$root" >/dev/null; fi
trap 'umount "$root/proc" 2>/dev/null || true' EXIT
mount -t proc proc "$root/proc"
cp "$deb" "$root/wirekin.deb"
chroot "$root" apt-get update -q >/dev/null
chroot "$root" apt-get install -y -q --no-install-recommends /wirekin.deb >/dev/null
mkdir -p "$root/root/pages"
cp Examples/*.html "$root/root/pages/"
# The block of commands under "Five commands".
awk '/^## Five commands/{on=1;next} on&&/^```/{if(in_){exit}in_=1;next} on&&in_{print}' README.md | sed 's/ *#.*$//' >"$root/root/five.sh"
echo "set -e" | cat - "$root/root/five.sh" >"$root/root/run.sh"
chroot "$root" /bin/bash -c 'cd /root && export HOME=/root && bash -x ./run.sh'
chroot "$root" /bin/bash -c 'test -s /usr/share/man/man1/wirekin.1.gz && test -s /usr/share/bash-completion/completions/wirekin && test -s /usr/share/zsh/site-functions/_wirekin && test -s /usr/share/fish/vendor_completions.d/wirekin.fish'
echo "newcomer: the README's commands run to the end"
