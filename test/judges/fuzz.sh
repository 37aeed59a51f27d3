#!/usr/bin/env bash
# Fuzzes the service at DROPFORGE_URL, with every check on. That at least 5,000 requests were made is checked too.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
least=5000
work=$(mktemp -d) # it writes what it learns to where it runs
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

SCHEMATHESIS_HOOKS=$here/signing.py "$root/.venv/bin/st" --config-file "$here/schemathesis.toml" \
  run "$root/schemas/json/openapi.json" --url "$DROPFORGE_URL" \
  --checks all --max-examples "${EXAMPLES:-100}" --seed "${SEED:-1}" --report json --report-json-path report.json
status=$?

"$root/.venv/bin/python" - report.json "$least" << 'EOP' || status=1
import json
import sys

report = json.load(open(sys.argv[1]))
cases = report["test_cases"]["generated"]
print(f"{cases} requests, {report['test_cases']['unique_failures']} failures, {report['operations']['tested']} operations")
sys.exit(0 if report["complete"] and cases >= int(sys.argv[2]) else 1)
EOP
exit "$status"
