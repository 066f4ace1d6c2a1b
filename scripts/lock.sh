#!/bin/sh
# Makes requirements.lock anew from pyproject.toml: versions and hashes for all platforms, no addresses.
set -eu
cd "$(dirname "$0")/.."
.tools/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
    --generate-hashes --no-header --quiet -o requirements.lock "$@"
