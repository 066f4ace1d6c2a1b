#!/bin/sh
# Brings the project's own environment up to the lock: uv in .tools, the packages in .venv. Quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
say() { printf '%s\n' "$*" >&2; }

newest_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "Riktning needs Python 3.11, 3.12 or 3.13 and found none; on Debian: apt-get install python3 python3-venv"
    exit 2
}

make_tools() {
    "$1" -m venv .tools >/dev/null 2>&1 && return
    # Debian keeps venv's ensurepip in a package of its own.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing python3-venv …"
        apt-get update -qq >/dev/null && apt-get install -y -qq python3-venv >/dev/null 2>&1
        rm -rf .tools
        "$1" -m venv .tools && return
    fi
    say "Python's venv module is not complete; on Debian: sudo apt-get install python3-venv"
    exit 2
}

wanted=$(cat requirements.lock pyproject.toml scripts/install.sh | cksum)
if [ -x .venv/bin/riktning ] && [ "$(cat .venv/installed 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

python=$(newest_python)
if ! .tools/bin/uv --version 2>/dev/null | grep -q "$UV_VERSION"; then
    rm -rf .tools
    make_tools "$python"
    say "Installing uv …"
    .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
fi
[ -x .venv/bin/python ] || .tools/bin/uv venv --quiet --python "$python" .venv
say "Installing the locked packages …"
.tools/bin/uv pip sync --quiet --python .venv/bin/python requirements.lock
.tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
echo "$wanted" >.venv/installed
