# make run    start deskbot (Slack with tokens in .env, else the local workspace)
# make test   the default test run
# make check  linters: ruff, mypy --strict, import-linter, docs check
# make pictures  draw the README's pictures from the running local workspace (needs Chromium)
# make lock   compile the lock files again (needs the network)
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup run test check lock docs pictures clean

setup: .venv/.ready

.venv/.ready: requirements-dev.lock requirements-uv.lock pyproject.toml scripts/setup.sh
	@PYTHON=$(PYTHON) bash scripts/setup.sh

run: setup
	@exec $(BIN)/deskbot run

test: setup
	@$(BIN)/python -m pytest

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m scripts.docs --check

docs: setup
	@$(BIN)/python -m scripts.docs

pictures: setup
	@$(BIN)/python -m scripts.pictures

lock: setup
	@bash scripts/lock.sh

clean:
	rm -rf .venv .uv
