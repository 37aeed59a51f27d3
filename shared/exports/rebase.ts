import type { DialectReading } from './dialects/dialect.ts';
import type { PartialDocument } from './parse/stream.ts';
import { pointerTo } from './pointer.ts';
import type { Source } from './resource.ts';

/** The pointers of what was read from a part of a list, as they are in the whole file. */
export const rebased = (reading: DialectReading, offset: PartialDocument['offset']): DialectReading => {
  if (!offset) return reading;
  const { list, from } = offset;
  const moved = (source: Source): Source => {
    if (!source.pointer.startsWith(`${list}/`)) return source;
    const [index = '', ...rest] = source.pointer.slice(list.length + 1).split('/');
    if (!/^\d+$/.test(index)) return source;
    return { ...source, pointer: [pointerTo(list, Number(index) + from), ...rest].join('/') };
  };
  return {
    ...reading,
    resources: reading.resources.map((each) => ({ ...each, source: moved(each.source) })),
    templates: reading.templates.map((each) => ({ ...each, source: moved(each.source) })),
    orphans: reading.orphans.map((each) => ({
      ...each,
      resource: { ...each.resource, source: moved(each.resource.source) },
    })),
  };
};
