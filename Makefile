# Thin on purpose: it makes the environment, and leaves the rest to the command `unrolled`.
PYTHON ?= python3
RUN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help course pdf serve test lint bench lock screenshots clean

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

course: .venv/ready ## Build the book, release the assignments, grade the sample class
	@$(RUN)/unrolled course

pdf: .venv/ready ## Print the book: _build/html/unrolled.pdf (needs chromium)
	@$(RUN)/unrolled book --pdf

serve: .venv/ready ## Open the built book at a local address
	@$(RUN)/unrolled serve

test: .venv/ready ## Run every test
	$(RUN)/pytest -n 2 --dist loadfile

lint: .venv/ready ## Check style and types
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

bench: .venv/ready .venv-otter/ready ## Measure: the reference beside Keras, the grader beside nbgrader and otter-grader; the book's pages
	@$(RUN)/python -m benchmarks.cells
	@$(RUN)/python -m benchmarks.grading --otter .venv-otter/bin/otter
	@$(RUN)/python -m benchmarks.scoreboard --otter .venv-otter/bin/otter
	@$(RUN)/python -m benchmarks.verification
	@$(RUN)/python -m benchmarks.class_report
	@$(RUN)/python -m benchmarks.lighthouse

COMPILE := $(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command 'make lock'

lock: .venv/ready ## Compile the requirements from the ranges in pyproject.toml
	$(COMPILE) --extra dev --output-file requirements.txt pyproject.toml
	$(COMPILE) --group otter --output-file requirements-otter.txt

screenshots: .venv/ready ## Draw the pictures of README and links anew (needs chromium; after `make course`)
	$(RUN)/python docs/screenshots.py
	$(RUN)/python docs/preview.py

clean: ## Remove everything that was made, the environment included
	rm -rf .venv .venv-otter _build course

# Exactly the packages of the lock, each with its hash; the course itself is linked to, not copied.
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "This course needs Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making .venv from requirements.txt: about 2.5 GB, a few minutes the first time"
	$(PYTHON) -m venv .venv
	$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

PACKAGES := "import sysconfig; print(sysconfig.get_path('purelib'))"

# What the grader is compared with. It does not get along with the course's own packages; what it lacks, such as
# TensorFlow, it finds among them.
.venv-otter/ready: requirements-otter.txt .venv/ready
	$(PYTHON) -m venv .venv-otter
	.venv-otter/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-otter.txt
	@$(RUN)/python -c $(PACKAGES) > $$(.venv-otter/bin/python -c $(PACKAGES))/course.pth
	@touch .venv-otter/ready
