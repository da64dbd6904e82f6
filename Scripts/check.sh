#!/usr/bin/env bash
# Checks that no compiler makes: module boundaries, generated lists, formatting, documentation.
set -euo pipefail
cd "$(dirname "$0")/.."
fail=0
complain() { echo "check: $*" >&2; fail=1; }

# The list of compiled-in files is what Scripts/list-resources.sh writes.
cp Sources/CLexicons/files.def /tmp/files.def.$$
Scripts/list-resources.sh
cmp -s Sources/CLexicons/files.def /tmp/files.def.$$ || complain "Sources/CLexicons/files.def is out of date; commit what Scripts/list-resources.sh writes"
rm -f /tmp/files.def.$$

# The pure core imports neither Foundation nor a package nor the system's files.
core="TextPrimitives DocumentModel HTMLParsing TemporalTagging TextReuse ActorCoding GrammarParsing ContentExtraction EventCoding QuotationAttribution DriftDetection Ledger NewsAnalysis"
for module in $core; do
    if grep -rnE '^ *(public |internal |private )?import (Foundation|FoundationEssentials|GRDB.*|Hummingbird.*|Mustache|Glibc|Dispatch|Logging|NIO.*|ArgumentParser|CStorageLibraries|EvidenceArchive|CorpusStore)$' "Sources/$module"; then
        complain "$module is part of the pure core and may not import that"
    fi
done
# Storage stays behind one module.
if grep -rln '^ *\(public \|internal \)\?import GRDB' Sources | grep -v '^Sources/CorpusStore/'; then complain "only CorpusStore imports GRDB"; fi
if grep -rn 'public import GRDB' Sources; then complain "GRDB must not show in a public interface"; fi
# No force.
if grep -rnE '\btry!|\bas! |fatalError\(' Sources; then complain "no try!, as! or fatalError"; fi
# The worker stands alone.
worker=.build/debug/wirekin-worker
if [ -x "$worker" ] && ldd "$worker" | grep -qE 'libFoundation|libsqlite3'; then complain "wirekin-worker links Foundation or SQLite"; fi

swift format lint --recursive Sources Tests 2>/tmp/lint.$$ || true
if grep -q 'error:' /tmp/lint.$$; then cat /tmp/lint.$$ >&2; complain "swift format finds errors"; fi
rules='AllPublicDeclarationsHaveDocumentation|NeverForceUnwrap|NeverUseForceTry|NeverUseImplicitlyUnwrappedOptionals|BeginDocumentationCommentWithOneLineSummary|NoBlockComments'
if grep -E "\[($rules)\]" /tmp/lint.$$ >&2; then complain "swift format: see above"; fi
rm -f /tmp/lint.$$
[ $fail = 0 ] && echo "check: fine"
exit $fail
