# wirekin: `make demo` shows it, `make test` tests it, `make check` checks it.
SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no
RELEASE := .build-release
WIREKIN := $(RELEASE)/release/wirekin
DEMO := demo.wirekin

.PHONY: docs spark scale-table static-worker static install deb newcomer kill-test hostile bundles setup build test exports smoke check demo serve browser screenshots format clean damaged quality coverage bench conformance fuzz

setup:
	@Scripts/setup.sh

build: setup
	swift build -c release --scratch-path $(RELEASE) --product wirekin

# A release with the standard library of Swift inside: it needs libc, SQLite, zlib, libdeflate, OpenSSL, brotli, libzip and poppler, no toolchain.
static: setup
	swift build -c release --static-swift-stdlib --scratch-path $(RELEASE)-static --product wirekin

PREFIX ?= /usr/local
install: static
	@Scripts/install.sh $(RELEASE)-static/release/wirekin $(PREFIX)

# wirekin_VERSION_ARCH.deb in the folder `dist`.
deb: static
	@Scripts/deb.sh $(RELEASE)-static/release/wirekin dist

# The package in a clean Debian, and README's commands in it; needs root and debootstrap.
newcomer: deb
	@Scripts/newcomer.sh $$(ls -t dist/*.deb | head -1)

# One debug build serves the tests and the checks.
test: setup
	swift build --build-tests
	swift test --skip-build
	@$(MAKE) --no-print-directory exports WIREKIN=.build/debug/wirekin
	@$(MAKE) --no-print-directory bundles WIREKIN=.build/debug/wirekin
	@$(MAKE) --no-print-directory spark WORKER=.build/debug/wirekin-worker
	@PAGES=15 Scripts/kill-test.sh .build/debug/wirekin 50
	@$(MAKE) --no-print-directory browser WIREKIN=.build/debug/wirekin

# The desk in Chromium, over sockets and under hostile requests.
browser:
	@Scripts/setup.sh browser
	@Scripts/browser.sh $(WIREKIN)

# What is exported, opened by the libraries of those who will.
exports:
	@Scripts/exports.sh $(WIREKIN)

# Ten thousand damaged inputs of each kind; the test makes three hundred.
damaged: setup
	swift build --build-tests
	WIREKIN_DAMAGED=$(or $(DAMAGED),10000) swift test --skip-build --filter MutationTests

# The job of `spark/` on 500 documents, where Java is there.
WORKER ?= .build-static/wirekin-worker
spark:
	@Scripts/spark.sh $(WORKER)

# A bundle, given to the programs with which others check and replay web archives.
bundles:
	@Scripts/bundle.sh $(WIREKIN)

# What a hand, a crash or a page could do, done many times: make hostile PART=flips.
hostile: build
	@for part in $(or $(PART),mutants dense flips seeds readers kills errors); do Scripts/hostile.py $(WIREKIN) $$part || exit 1; done

# Kills commands at random moments: nothing acknowledged is lost, and what is gone on with is as if never stopped.
kill-test: build
	@Scripts/kill-test.sh $(WIREKIN) $(or $(ROUNDS),1000)

smoke: setup
	swift build --build-tests
	swift test --skip-build --filter 'TextPrimitivesTests|TextReuseTests'

check: setup
	swift build --product wirekin-worker
	Scripts/check.sh

demo: build
	@rm -rf $(DEMO)
	@$(WIREKIN) add --project $(DEMO) Examples/*.txt Examples/*.html
	@echo; $(WIREKIN) families --project $(DEMO)
	@echo; $(WIREKIN) pair KP-SY --project $(DEMO)
	@echo; $(WIREKIN) pair KP-SY --project $(DEMO) --html $(DEMO)/kp-sy.html
	@$(WIREKIN) verify --project $(DEMO)
	@echo; echo "Open $(DEMO)/kp-sy.html in a browser; it needs no network."

# The desk over the examples.
PORT ?= 8700
serve: build
	@[ -d $(DEMO) ] || $(WIREKIN) add --quiet --project $(DEMO) Examples/*.txt Examples/*.html
	@$(WIREKIN) serve --project $(DEMO) --port $(PORT)

# The pages of the README, made anew.
screenshots: build
	@Scripts/setup.sh browser
	@PYTHONPATH=Tests/Browser PYTHONDONTWRITEBYTECODE=1 python3 Scripts/screenshots.py $(WIREKIN) Documentation/Screenshots

# Quality on the developers' data beside the repository, where it is there.
quality: build
	@Scripts/quality.sh $(WIREKIN)

# What a collection says that the lexicons do not know: make coverage CORPUS=FILE.jsonl, lines with `text`.
coverage: build
	@[ -n "$(CORPUS)" ] || { echo "coverage: name a collection with CORPUS=FILE.jsonl"; exit 1; }
	@python3 Scripts/coverage.py $(WIREKIN) $(CORPUS) --top $(or $(TOP),40)

# Speed beside the best peers, which are installed into .bench; BENCH=kin runs one part, BENCH_DOCUMENTS sets its size.
bench: build
	@python3 Scripts/bench.py $(WIREKIN) $(BENCH)

# The html5lib suite; CASES names another folder of such cases.
CASES ?= ../shared/data/html5lib
conformance: setup
	swift build -c release --scratch-path $(RELEASE) --product html-conformance
	@[ -d $(CASES) ] || { echo "conformance: $(CASES) is not here; name a folder of cases with CASES=DIR"; exit 1; }
	@$(RELEASE)/release/html-conformance $(CASES)

# Ten minutes of changed pages for the parser and the reader; SECONDS sets another time.
FUZZ_SECONDS ?= 600
fuzz: setup
	swift build -c release --scratch-path $(RELEASE) --product html-conformance
	@$(RELEASE)/release/html-conformance --fuzz $(FUZZ_SECONDS) $(wildcard $(CASES) .bench/pages Examples)

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build $(RELEASE) $(RELEASE)-static dist $(DEMO) .bench .tools .tools-exports .tools-bundle .tools-spark

# The worker as one file without any shared library.
static-worker:
	@Scripts/static-worker.sh

# The guide for developers and the reference, as pages: .build/docs.
docs: setup
	swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members
	docc convert Documentation/wirekin.docc --additional-symbol-graph-dir $$(dirname $$(find .build -name 'NewsAnalysis.symbols.json' | head -1)) --output-path .build/docs
