# Each target is one or two plain commands. `make demo` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: demo demo-reset test test-sqlite test-postgres test-journeys check sbom fuzz faults bench mutants lock

demo: $(VENV)/.base
	@PORT=$(PORT) $(BIN)/python tools/demo.py

demo-reset: $(VENV)/.base
	@$(BIN)/python tools/demo.py --reset

test: $(VENV)/.dev
	@sh tools/ensure_browser.sh
	$(MAKE) test-sqlite
	$(MAKE) test-postgres
	$(MAKE) test-journeys

test-sqlite: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not journey"

test-postgres: $(VENV)/.dev
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not journey"

test-journeys: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m journey

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python tools/deploy_check.py
	$(BIN)/python tools/audit_parts.py

# The list of parts of a release, with their hashes and licences.
sbom: $(VENV)/.dev
	$(BIN)/python tools/sbom.py

# 10,000 made-up requests to a real server, on each database: some minutes. FUZZ_REQUESTS asks for another number.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.hostile.fuzz

faults: $(VENV)/.dev
	$(BIN)/python -m tests.faults.run

bench: $(VENV)/.dev
	$(BIN)/python bench/run.py

# One small mistake at a time in the rules: does a test notice? An hour or two on one processor; writes
# docs/mutation.md. `$(BIN)/python -m tools.mutants --again ladder` tries one module's survivors again.
mutants: $(VENV)/.dev
	$(BIN)/python -m tools.mutants

lock: $(VENV)/.dev
	sh tools/lock.sh

$(VENV)/bin/python:
	@echo "Making a virtual environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Reprise needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt | $(VENV)/bin/python
	@echo "Installing what Reprise needs (once)"
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once)"
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(VENV)/.base
