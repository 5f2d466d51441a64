# The two commands a newcomer needs: `make spar` plays, `make test` checks everything, offline.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: spar test check lint lock record clean

spar: $(VENV)/.installed  ## open the lab
	@$(BIN)/persona-lab

test: $(VENV)/.installed-dev  ## everything, offline: the tests block the network themselves
	$(BIN)/python -m pytest -n 2

check: lint test  ## everything that CI runs

lint: $(VENV)/.installed-dev  ## style, strict types, import contracts, and the built-in files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/persona-lab personas check
	$(BIN)/persona-lab scenarios check
	$(BIN)/persona-lab rubrics check

lock: $(VENV)/.installed-dev  ## refresh both locks; they name hashes, never addresses
	$(BIN)/uv pip compile --quiet pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --group build --extra local --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" -o requirements-dev.lock

record: $(VENV)/.installed-dev  ## record the cassettes again from the local model servers (see cassettes/README.md)
	$(BIN)/python cassettes/record.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing persona-lab into $(VENV) (once; a minute or two) ..."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing persona-lab and its test tools into $(VENV) (once; a minute or two) ..."
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build
