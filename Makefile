# Everything needs Python 3.11 or newer and make; `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo run test check bench screenshots lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(STAMP) ## make .venv with everything, at the locked versions

$(STAMP): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Otklik needs Python 3.11 or newer: make install PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(STAMP)

demo: $(STAMP) ## the bot with a local Telegram and a web page; no token, no internet
	@$(RUN) -m bot demo

run: $(STAMP) ## the bot, connected to Telegram; settings in .env
	@$(RUN) -m bot run

test: $(STAMP) ## all tests
	@$(RUN) -m pytest

check: $(STAMP) ## style, types, architecture, surveys, lessons and texts
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(RUN) -m bot check bot/organisation.example.yaml

bench: $(STAMP) ## taps a second, start and memory, beside a bare aiogram bot
	@$(RUN) -m tests.bench

screenshots: $(STAMP) ## the pictures of the README
	@$(RUN) -m tests.browser.screenshots

lock: ## lock the newest versions that pyproject.toml allows; needs uv
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-emit-index-url --no-header --no-annotate --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-emit-index-url --no-header --no-annotate --output-file requirements-dev.lock

clean: ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
