#!/bin/sh
# Makes the locks anew from pyproject.toml: versions and hashes for all platforms, no addresses.
# requirements-spark.lock holds only what the extra adds to requirements.lock.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .tools/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet "$@"
}
compile --group dev -o requirements.lock "$@"
known=$(sed -n 's/^\([A-Za-z0-9._-]*\)\(\[[^]]*\]\)*==.*/--no-emit-package \1/p' requirements.lock)
# shellcheck disable=SC2086
compile --group dev --extra spark --constraint requirements.lock $known -o requirements-spark.lock "$@"
sed '/^# The following packages were excluded/,$d' requirements-spark.lock >.spark.lock && mv .spark.lock requirements-spark.lock
