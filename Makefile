# The two commands everybody needs: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
VENDOR := platform/liandong/web/static/vendor
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install -q

.PHONY: help setup run test check audit coverage-matrix bench screens fonts clean

help:  ## List what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/.run: .venv/pyvenv.cfg requirements/run.txt requirements/build.txt pyproject.toml
	$(INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.run requirements/lint.txt
	$(INSTALL) --require-hashes -r requirements/lint.txt
	@touch $@

$(VENDOR)/.ready: assets/package-lock.json assets/package.json $(wildcard assets/*.mjs assets/*.txt)
	npm --prefix assets ci --silent --no-audit --no-fund --omit=dev
	npm --prefix assets run --silent copy
	@touch $@

assets/node_modules/.dev: assets/package-lock.json
	npm --prefix assets ci --silent --no-audit --no-fund
	npm --prefix assets run --silent copy
	@touch $@ $(VENDOR)/.ready

TRANSLATIONS := $(wildcard platform/liandong/web/translations/*/LC_MESSAGES/messages.po)
%.mo: %.po | .venv/.run
	$(BIN)/pybabel -q compile -i $< -o $@

setup: .venv/.run $(VENDOR)/.ready $(TRANSLATIONS:.po=.mo)  ## Install everything the platform needs (after it .venv/bin/liandong works)
	@bash requirements/system.sh run

run: setup  ## Set up, load the four counties with a demo year, and serve on loopback
	@$(BIN)/liandong serve --demo

check: .venv/.test  ## Lint, types and import contracts alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup .venv/.test assets/node_modules/.dev  ## Set up and run every check and test (15 minutes at most)
	@bash requirements/system.sh test
	$(MAKE) check
	$(BIN)/pytest -n 2 --dist loadfile -q

.venv-audit/.ready: requirements/audit.txt
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r $<
	@touch $@

audit: setup .venv/.test assets/node_modules/.dev .venv-audit/.ready  ## Long fuzz, isolation, faults and scanners; figures go to docs/reference/audit.md
	@bash requirements/system.sh test
	cd tests && ../$(BIN)/python -m support.audit

coverage-matrix: .venv/.test  ## Which clause is played by which test; docs/reference/coverage.md
	cd tests && ../$(BIN)/python -m support.coverage_matrix

bench: .venv/.test  ## Ratios to a limit or a peer, in one run
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

screens: setup .venv/.test assets/node_modules/.dev  ## Refresh docs/screens with a frozen clock
	$(BIN)/pytest -q tests/stories
	$(BIN)/python docs/screens/take.py

fonts:  ## 仿宋 and 楷体 for PDF letters (optional, fetches 50 MB)
	@bash requirements/fonts.sh

clean:  ## Remove what can be made again, never data
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
