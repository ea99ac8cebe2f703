# The project's habits in one place. `make` alone prints what there is.
SHELL := bash
# Scratch databases of tests need no disk.
export TMPDIR ?= $(shell [ -w /dev/shm ] && echo /dev/shm || echo /tmp)
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The binary that `make run` starts. Debug: it builds in a third of the time.
convened := .build/debug/convened
# A replay is named by its seed; `make simulate-many SEEDS=100000` looks for new ones.
SEED ?= 1
SEEDS ?= 10000
KILLS ?= 1000
# What `make fuzz` looks at, and for how long.
SURFACE ?= rule
SECONDS ?= 60
# Questions; `make fuzz-recurrence N=1000000` takes two hours on two cores.
N ?= 100000
FROM ?= 0

.PHONY: help
help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup setup-tests
setup: ## Install what a build needs (Debian packages); says nothing when all is there.
	@tools/setup

setup-tests: setup ## Install what tests talk to: Postfix, Dovecot, Chromium's driver (as root), Python peers.
	@tools/setup tests

.PHONY: build run demo
build: setup ## Build the service (debug).
	@swift build --product convened

CONFIG ?= config
run: build ## Run the service on config/, or CONFIG=DIR, its mail into the Maildir run/mail. Ctrl-C stops it.
	@mkdir -p run
	@exec $(convened) run --config $(CONFIG) --state run/state --socket run/control.sock \
	  --maildir run/mail

demo: build ## A whole term in seconds on a virtual clock, real mail files in run/demo-mail.
	@tools/demo

.PHONY: deb deb-test
deb: setup ## A Debian package of the release build, for Debian 12 and 13 (made on 12): its name is printed.
	@tools/deb

deb-test: setup ## The package installed, upgraded and purged, and the pages of docs/ played, on Debian 12 and 13 (root).
	@tools/deb-test

.PHONY: test test-systemd test-pure check
test: setup setup-tests ## Run every test.
	@swift test --parallel --skip "DeliveryTests|ServiceTests"
	@swift test --skip-build --parallel --filter "DeliveryTests|ServiceTests"
	@tools/process-tests

test-systemd: setup ## The unit under a real systemd (root; the first run takes minutes).
	@tools/systemd-test

test-pure: ## Dates, timers and decisions only: seconds, no dependencies.
	@tools/test-pure

check: setup setup-tests ## Everything that CI runs; green here is green there.
	@tools/check

.PHONY: format lint arrows
format: ## Format all Swift sources in place.
	@swift format format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks Fuzz

lint: ## Is everything formatted, and are the style rules kept?
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks Fuzz

arrows: ## Forbidden imports and words, and the sizes of files, functions and lines.
	@tools/arrows
	@tools/sizes

.PHONY: kill-campaign
kill-campaign: build setup-tests ## kill -9 at random points: make kill-campaign KILLS=1000 SEED=1.
	@CONVENED_KILLS=$(KILLS) CONVENED_SEED=$(SEED) tools/process-tests test_campaign

.PHONY: fuzz fuzz-recurrence
fuzz: setup ## Bytes from others, by libFuzzer: make fuzz SURFACE=rule|sentence|expression|zone|calendar|checklist SECONDS=60.
	@tools/fuzz $(SURFACE) $(SECONDS)

fuzz-recurrence: setup setup-tests ## Random rules, ours beside dateutil and libical: make fuzz-recurrence N=1000000 SEED=1 FROM=0.
	@swift build -c release --product convened
	@CONVENED_BINARY=.build/release/convened .venv/bin/python tools/fuzz-recurrence --count $(N) --seed $(SEED) --from $(FROM)

.PHONY: fuzz-expressions
fuzz-expressions: setup setup-tests ## Random crontab lines and calendar events, beside cron and systemd: make fuzz-expressions N=10000 SEED=1.
	@swift build -c release --product convened
	@CONVENED_BINARY=.build/release/convened .venv/bin/python tools/fuzz-expressions --count $(N) --seed $(SEED)

.PHONY: bench-recurrence
bench-recurrence: setup setup-tests ## Recurrence rules, beside libical and dateutil.
	@.venv/bin/python Benchmarks/recurrence.py

.PHONY: bench-wheel
bench-wheel: setup ## Timers, beside heaps, NIO and DispatchSource (ten minutes; 5 GB of memory).
	@Benchmarks/wheel.py

.PHONY: bench-batch
bench-batch: setup setup-tests ## Lines a second of `convened cadence --batch`.
	@swift build -c release --product convened
	@.venv/bin/python Benchmarks/batch.py

.PHONY: bench-notices
bench-notices: setup ## Ten thousand notices at one instant, beside smtplib and msmtp.
	@swift build -c release --product convened
	@Benchmarks/notices.py

.PHONY: bench-scale
bench-scale: setup ## 100 to 100,000 series: start, memory, a busy minute, a year; beside APScheduler.
	@tools/setup benchmarks
	@swift build -c release --product convened
	@.venv/bin/python Benchmarks/scale.py

.PHONY: bench-page
bench-page: setup ## The page of a meeting under load (needs wrk), and what it does to the beat.
	@swift build -c release --product convened
	@Benchmarks/page.py

.PHONY: bench-idle clock-test
bench-idle: setup ## What an idle service wakes up for (needs strace).
	@swift build -c release --product convened
	@Benchmarks/idle.py

clock-test: setup ## The real clock set by date(1), and a suspend, in a machine of its own (needs qemu; minutes).
	@tools/clock-test

.PHONY: simulate simulate-many goldens look
simulate: setup ## Replay one world: make simulate SEED=123.
	@CONVENED_SEED=$(SEED) swift test --filter everyPromiseHolds

simulate-many: setup ## Look for new seeds: make simulate-many SEEDS=10000.
	@CONVENED_SEEDS=$(SEEDS) swift test -c release --filter everyPromiseHolds

goldens: setup ## Record golden mails, pages and imports anew (recording never passes); review with git diff.
	@[ -z "$${CI:-}" ] || { echo "goldens: refused where CI is set" >&2; exit 1; }
	@RECORD=1 swift test --filter "MessagesTests|Scenarios|ImportDataTests" || true
	@swift build --product convened && $(convened) schema --markdown >docs/configuration.md
	@git --no-pager diff --stat -- Tests docs

look: ## The golden mails and pages as pictures in run/look, light and dark, phone and window (needs chromium).
	@tools/look
