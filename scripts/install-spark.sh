#!/bin/sh
# Adds Spark to the project's own environment: PySpark from its lock, and Java through apt as root on Debian.
set -eu
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$*" >&2; }

locked=$(sed -n 's/^pyspark==\([0-9.]*\).*/\1/p' requirements-spark.lock)
there=$(.venv/bin/python -c 'import importlib.metadata as m; print(m.version("pyspark"))' 2>/dev/null || true)
if [ "$there" != "$locked" ]; then
    say "Installing PySpark (0.4 GB to fetch) …"
    .tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --require-hashes -r requirements-spark.lock
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! "$java" -version >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing openjdk-17-jre-headless …"
        apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null 2>&1 && exit 0
    fi
    say "There is no Java; on Debian: sudo apt-get install openjdk-17-jre-headless"
    exit 1
fi
