#!/usr/bin/env bash
# Trains the grammar of English and writes Sources/CLexicons/Resources/grammar/en.model with its digest.
#
# usage: Scripts/train-grammar.sh TREEBANKS [OUTPUT]
#
# TREEBANKS is a folder with the two treebanks that the model is made of, as CoNLL-U (or .conllu.xz). They are no part of this
# repository:
#   ewt-train.conllu       UD English EWT 2.16, en_ewt-ud-train.conllu (CC BY-SA 4.0)
#   gum-free-train.conllu  GUM's training documents of the nine genres whose texts are free: academic, bio, court, interview, news,
#                          speech, textbook, vlog, voyage (annotations CC BY 4.0)
# Takes about twenty minutes on two cores, and 1.5 GB. The same inputs give the same bytes on every machine: no contraction of
# floating point, nothing tuned to the processor, no order of a hash table.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -lt 1 ]; then sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; fi
treebanks=$1
resources=Sources/CLexicons/Resources/grammar
output=${2:-$resources/en.model}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

take() { # name, digest
    if [ -f "$treebanks/$1" ]; then cp "$treebanks/$1" "$work/$1"
    elif [ -f "$treebanks/$1.xz" ]; then xz -dkc "$treebanks/$1.xz" > "$work/$1"
    else echo "train-grammar: $treebanks/$1 is not there" >&2; exit 1
    fi
    echo "$2  $work/$1" | sha256sum --check --quiet || { echo "train-grammar: $1 is another version than the model was made of" >&2; exit 1; }
}
take ewt-train.conllu 3fb78e2b55482c8ee00caa653af436c88c9e5bc9a73ce26e4ae3ddc79d2b7e7b
take gum-free-train.conllu d4a5e2c65e0fa6841ec2955d7488e0f2b6a24697f30d07c1c942be59a853af71

c++ -O2 -std=c++17 -ffp-contract=off -Wall -pthread Training/main.cpp -o "$work/train-grammar"
both="$work/ewt-train.conllu,$work/gum-free-train.conllu"
"$work/train-grammar" train --treebanks "$both" --learnt "$work/learnt"
"$work/train-grammar" freeze --treebanks "$both" --learnt "$work/learnt" --out "$output"
sha256sum "$output" | cut -c1-64 > "$output.sha256"
Scripts/grammar-reference.sh "$work/train-grammar" "$output"
cat "$output.sha256"
