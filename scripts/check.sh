#!/bin/sh
# Format, lint, types, import contracts, then every test; stops at the first fault. --no-tests leaves the tests out.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
step() { printf '\n== %s\n' "$1"; }

step "format"
$bin/ruff format --check --quiet .
step "lint"
$bin/ruff check --quiet .
step "types"
$bin/mypy
step "import contracts"
$bin/lint-imports --no-logo 2>/dev/null || $bin/lint-imports
[ "${1:-}" = "--no-tests" ] && exit 0
step "tests"
exec $bin/pytest -q -n 2 --dist loadfile
