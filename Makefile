# Two commands are all: `make demo` and `make test`. Each installs what it needs.
.PHONY: demo test install check bench clean
.DEFAULT_GOAL := help

RUN := .venv/bin
DEMO_ARGS ?=
BENCH_ARGS ?=

help:
	@echo "make demo   plan, care data, verdicts, pages and report on a synthetic region (DEMO_ARGS=--no-serve stops after the report)"
	@echo "make test   format, lint, types, import contracts, all tests"
	@echo "make bench  side-by-side measurements (BENCH_ARGS='--persons 100000' for a smaller region)"

install:
	@sh scripts/install.sh

demo: install
	@$(RUN)/riktning demo $(DEMO_ARGS)

test: install
	@sh scripts/install-test-tools.sh
	@sh scripts/check.sh

check: install
	@sh scripts/check.sh --no-tests

bench: install
	@$(RUN)/python benchmarks/indicators.py $(BENCH_ARGS)
	@$(RUN)/python benchmarks/trends.py speed

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis riktning-demo
