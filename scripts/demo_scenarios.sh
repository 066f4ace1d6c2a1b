#!/bin/sh
# Runs the scenarios that the demo shows, and keeps them as examples/scenarios/published.json.gz. Some minutes of a processor; goes on where it was broken off.
set -eu
cd "$(dirname "$0")/.."
out=${1:-build/demo-scenarios}
.venv/bin/riktning scenario run examples/scenarios/*.yaml --persons 6000 --draws 10 --replicates 4 --out "$out"
# What each lever of the plan gives, alone and with the others.
.venv/bin/riktning scenario run examples/scenarios/plan-as-decided.yaml --persons 6000 --replicates 2 --shares --orders 2 --out "$out"
.venv/bin/riktning scenario publish "$out" --to examples/scenarios/published.json.gz
