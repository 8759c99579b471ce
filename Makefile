# `make brief` and `make test` set up all they need; Python 3.11 or newer and make suffice.
PYTHON ?= python3
# What `make test` and `make check` install beside the package; `EXTRAS=dev,browser` adds the
# tests in a browser, which need a chromium.
EXTRAS ?= dev
comma := ,
VENV := .venv
DEVELOPS := $(VENV)/develops-$(subst $(comma),-,$(EXTRAS))
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

.PHONY: brief test check lint format bench clean

brief: $(VENV)/runs
	$(BIN)/audiobrief make tests/golden/hafenbahn.txt

test: $(DEVELOPS)
	$(BIN)/pytest -n auto

check: lint test

lint: $(DEVELOPS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPS)
	$(BIN)/python tests/benchmarks/sound_table.py --lengths 5 60 600
	$(BIN)/python tests/benchmarks/wall_time.py --runs 3
	$(BIN)/python tests/benchmarks/first_sound.py --runs 3
	$(BIN)/python tests/benchmarks/growth.py --articles 100 --sentences 1000 --text 300
	$(if $(MODEL),$(BIN)/python tests/benchmarks/neural_speed.py $(MODEL) --articles 1 50 --runs 3)

format: $(DEVELOPS)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/runs: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "audiobrief needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(DEVELOPS): $(VENV)/runs
	$(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	touch $@
