# Thin on purpose: it makes the environment, and leaves the rest to the command `unrolled`.
PYTHON ?= python3
RUN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help course serve test lint bench lock screenshots clean

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

course: .venv/ready ## Build the book, release the assignments, grade the sample class
	@$(RUN)/unrolled course

serve: .venv/ready ## Open the built book at a local address
	@$(RUN)/unrolled serve

test: .venv/ready ## Run every test
	$(RUN)/pytest -n 2 --dist loadfile

lint: .venv/ready ## Check style and types
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

bench: .venv/ready ## Time the reference beside Keras and, where it is installed, PyTorch
	@$(RUN)/python -m benchmarks.cells

lock: .venv/ready ## Compile requirements.txt from the ranges in pyproject.toml
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.txt pyproject.toml

screenshots: .venv/ready ## Draw the README's pictures anew (needs chromium; after `make course`)
	$(RUN)/python docs/screenshots.py

clean: ## Remove everything that was made, the environment included
	rm -rf .venv _build course

# Exactly the packages of the lock, each with its hash; the course itself is linked to, not copied.
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "This course needs Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making .venv from requirements.txt: about 2.5 GB, a few minutes the first time"
	$(PYTHON) -m venv .venv
	$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready
