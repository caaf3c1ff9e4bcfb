# Hasila: `make run` and `make test` are all that a new machine needs.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Touched when the environment matches pyproject.toml and constraints.txt.
READY  := $(VENV)/.ready
# Torch has an environment of its own, so that nothing outside training can come to need it.
TORCH       ?= .venv-torch
TORCH_READY := $(TORCH)/.ready
ENGINES       ?= .venv-engines
ENGINES_READY := $(ENGINES)/.ready
ENGINE_TESTS  ?= tests/batch/test_engines.py tests/batch/test_ray.py tests/batch/test_spark.py \
	tests/batch/test_storage_remote.py tests/batch/test_storage_runs.py tests/batch/test_remote_lock.py
SOURCE      ?= intfloat/multilingual-e5-small
MODEL       ?= ar_news_md

.PHONY: help setup run test test-slow test-torch test-engines encoder train-entities data-named check check-lint check-format check-types format clean

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
	$(TORCH)/bin/python -m pytest tests/training tests/camel tests/train/test_custom_encoder.py tests/train/test_train_hub.py

# Ray, Spark and a server of S3 are large, and none of them is needed without a cluster.
$(ENGINES_READY): pyproject.toml constraints.txt
	test -x $(ENGINES)/bin/python || $(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		ray==2.60.0 pyspark==4.3.0 s3fs==2026.9.0 'moto[s3]==5.2.5' flask==3.1.3 flask-cors==6.0.5 \
		--editable '.[dev,ray,spark,s3]'
	@touch $@

test-engines: $(ENGINES_READY)  ## the tests of Ray, Spark (which needs Java) and object stores; installs them
	$(ENGINES)/bin/python -m pytest $(ENGINE_TESTS)

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
	rm -rf $(VENV) $(TORCH) $(ENGINES) out build dist .pytest_cache .mypy_cache .ruff_cache
