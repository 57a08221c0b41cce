# make run: the site on 127.0.0.1:8000 with demo data.  make test: every test.  make lint.
# make bench: every figure of docs/benchmarks.md, an hour and more; `python -m bench lists`: one of them (lists: a million cases; people: 200 at once).
.DEFAULT_GOAL := run
.PHONY: install run test bench lint map lock spark

export ONEWINDOW_TODAY ?= 2023-09-15
BIN := .venv/bin

install: .venv/installed node_modules/.installed

.venv/installed: requirements.lock pyproject.toml
	python3 -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.installed: package-lock.json package.json src/onewindow/web/script/charts.mjs
	npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	npm run --silent build --log-level=error
	@touch $@

run: install
	@ONEWINDOW_DEMO=1 $(BIN)/onewindow serve --demo

test: install
	@bash tests/run

spark: .venv/spark  # for `rules batch --engine spark`: 0.7 GB, and Java 17 beside it

.venv/spark: requirements-spark.lock | install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

bench: install
	@$(BIN)/python -m bench

lint: install
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	node tests/house/es2017.mjs

map: install
	@$(BIN)/onewindow law coverage --markdown > docs/map.md

lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--no-header --python-version 3.11 -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark --constraint requirements.lock --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --python-version 3.11 -q -o requirements-spark.lock
	npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts
