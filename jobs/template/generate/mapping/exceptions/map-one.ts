import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { mapCollection } from '../map-collection.ts';

const registry = loadRegistry();

/** For tests: what becomes of one exported resource, seen alone. */
export const mapOne = (type: string, properties: JsonObject, also: Partial<ExportedResource> = {}) => {
  const source = { file: 'f.json', pointer: '' };
  const resource = { source, under: '', called: type, type, identifiers: ['one'], properties, ...also };
  const { resources, traces } = mapCollection({ resources: [{ dialect: 'aws-cli', ...resource }] }, registry);
  const all = [...traces, ...resources.flatMap((each) => each.traces)];
  return {
    types: resources.map((each) => each.type.replace('AWS::', '')),
    properties: resources.map((each) => each.properties),
    lost: all.flatMap((each) => (each.outcome === 'lost' ? [each.source.pointer] : [])),
    dropped: all.flatMap((each) => (each.outcome === 'dropped' ? [`${each.source.pointer} ${each.reason}`] : [])),
  };
};
