#!/bin/sh
# Writes Sources/CLexicons/files.def from the data files that lie in Sources/CLexicons/Resources.
set -eu
cd "$(dirname "$0")/../Sources/CLexicons"
{
    echo "// Written by Scripts/list-resources.sh; do not edit."
    find Resources -type f ! -name '*.md' | LC_ALL=C sort | while read -r file; do
        symbol=$(echo "${file#Resources/}" | tr '/.-' '___')
        printf 'static const unsigned char %s[] = {\n#embed "%s"\n};\n' "$symbol" "$file"
    done
    printf '#define FILES(X)'
    find Resources -type f ! -name '*.md' | LC_ALL=C sort | while read -r file; do
        symbol=$(echo "${file#Resources/}" | tr '/.-' '___')
        printf ' \\\n    X(%s, "%s")' "$symbol" "${file#Resources/}"
    done
    echo
} > files.def
