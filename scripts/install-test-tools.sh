#!/bin/sh
# Brings what some tests need beyond the project's own environment: the system's packages through apt
# as root on Debian, and Spark. Else says what is left out.
set -eu
cd "$(dirname "$0")/.."

sh scripts/install-spark.sh || echo "Left out: the tests on Spark." >&2

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing …" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null 2>&1; then
        exit 0
    fi
fi
case "$missing" in *chromium*) echo "Left out: the tests of the pages in a real browser." >&2 ;; esac
case "$missing" in *postgresql*) echo "Left out: the tests on a PostgreSQL server." >&2 ;; esac
echo "This brings them: sudo apt-get install$missing" >&2
