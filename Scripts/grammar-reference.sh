#!/usr/bin/env bash
# Writes the trees that the reference in Training gives for the sentences of Training/sentences.txt into
# Tests/GrammarParsingTests/ReferenceTrees.swift.
#
# usage: Scripts/grammar-reference.sh REFERENCE MODEL     REFERENCE is the program that Scripts/train-grammar.sh compiles
set -euo pipefail
tests=$(cd "$(dirname "$0")/../Tests/GrammarParsingTests" && pwd)
{
    echo "// Written by Scripts/grammar-reference.sh; do not edit."
    echo
    echo "/// The reference's trees: number, form, lemma, tag, head and relation of each word; an empty line behind a sentence."
    echo "let referenceTrees = #\"\"\""
    grep -v '^#' "$tests/../../Training/sentences.txt" | awk '{ for (i = 1; i <= NF; i++) print i "\t" $i; print "" }' \
        | "$1" parse --model "$2" | awk -F'\t' 'NF < 8 { print ""; next } { print "    " $1 " " $2 " " $3 " " $4 " " $7 " " $8 }'
    echo "    \"\"\"#"
} > "$tests/ReferenceTrees.swift"
