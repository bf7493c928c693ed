PYTHON ?= .venv/bin/python

.PHONY: check lint test
check: lint test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy checks tests tools

test:
	$(PYTHON) -m pytest --quiet --numprocesses auto
