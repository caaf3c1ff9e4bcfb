# Hasila: `make run` and `make test` are all that a new machine needs.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Touched when the environment matches pyproject.toml and constraints.txt.
READY  := $(VENV)/.ready
# Torch has an environment of its own, so that nothing outside training can come to need it.
TORCH       ?= .venv-torch
TORCH_READY := $(TORCH)/.ready
SOURCE      ?= intfloat/multilingual-e5-small
MODEL       ?= ar_news_md

.PHONY: help setup run test test-slow test-torch encoder train-entities data-named check check-lint check-format check-types format clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 24

setup: $(READY)  ## create .venv and install Hasila with its development tools

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hasila needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(READY)  ## read the sample corpus into out/ and print what was counted
	$(BIN)/hasila extract corpora/sample -o out/sample --overwrite --table

test: $(READY)  ## the tests
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(READY)  ## the tests that take minutes
	$(BIN)/python -m pytest -m slow

$(TORCH_READY): pyproject.toml constraints.txt
	test -x $(TORCH)/bin/python || $(PYTHON) -m venv $(TORCH)
	$(TORCH)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(TORCH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,train,camel]'
	@touch $@

test-torch: $(TORCH_READY)  ## the tests of training and of CAMeL Tools; installs torch
	$(TORCH)/bin/python -m pytest tests/training tests/camel

encoder: $(TORCH_READY)  ## the encoder that training starts from, cut to Arabic, into work/encoder
	$(TORCH)/bin/python -m hasila.training.encoder "$(SOURCE)" -o work/encoder

train-entities: data-named $(TORCH_READY)  ## DATA=… ENCODER=… [MODEL=…]: make a model of models/ from data
	$(TORCH)/bin/python -m hasila.training.make_model configs/make_$(MODEL).toml --data "$(DATA)" --encoder "$(ENCODER)"

data-named:
	@test -d "$(DATA)" -a -d "$(ENCODER)" || { echo "make train-entities DATA=folder ENCODER=folder [MODEL=$(MODEL)]; see models/README.md" >&2; exit 2; }

check: check-lint check-format check-types  ## lint, format, types

check-lint: $(READY)
	$(BIN)/ruff check .

check-format: $(READY)
	$(BIN)/ruff format --check .

check-types: $(READY)
	$(BIN)/mypy

format: $(READY)  ## rewrite the sources in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove what the commands above made
	rm -rf $(VENV) $(TORCH) out build dist .pytest_cache .mypy_cache .ruff_cache
