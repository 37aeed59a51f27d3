#!/usr/bin/env bash
# Installs the judges and the emulators that come from PyPI into .venv, once: run again, it does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

tools="ministack==1.5.33 cfn-lint==1.58.0 moto[server]==5.2.5 schemathesis==4.32.5 openapi-python-client==0.29.1"
apart="checkov==3.3.30" # it pins what the others want newer
stamp=".venv/.tools"

if [ "$(cat "$stamp" 2>/dev/null || true)" = "$tools $apart" ]; then exit 0; fi

python3 -m venv --clear .venv
# shellcheck disable=SC2086 # a list of words
.venv/bin/python -m pip install --quiet --disable-pip-version-check $tools
python3 -m venv .venv/checkov
.venv/checkov/bin/python -m pip install --quiet --disable-pip-version-check "$apart"
echo "$tools $apart" > "$stamp"
