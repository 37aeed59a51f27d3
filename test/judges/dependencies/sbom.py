"""Judges the CycloneDX document on standard input: by CycloneDX's own schema, and by whether each component can be told and checked."""

import json
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = sys.stdin.read()
document = json.loads(text)
fault = JsonStrictValidator(SchemaVersion.from_version(document["specVersion"])).validate_str(text)
if fault is not None:
    sys.exit(f"no valid CycloneDX {document['specVersion']}: {str(fault).splitlines()[0]}")

components = document["components"]
for name in ("purl", "licenses", "hashes"):
    without = [component["bom-ref"] for component in components if not component.get(name)]
    if without:
        sys.exit(f"components without {name}: {', '.join(without)}")

# What is named as used must be listed: a graph with holes hides what it leaves out.
listed = {component["bom-ref"] for component in components} | {document["metadata"]["component"]["bom-ref"]}
used = {name for entry in document["dependencies"] for name in [entry["ref"], *entry["dependsOn"]]}
if used != listed:
    sys.exit(f"listed and not in the graph, or the other way round: {', '.join(sorted(used ^ listed))}")
if any(component["name"] in ("jest", "typescript") for component in components):
    sys.exit("development dependencies are listed")
print(f"CycloneDX {document['specVersion']}: {len(components)} components, each with its licence, package URL and hash")
