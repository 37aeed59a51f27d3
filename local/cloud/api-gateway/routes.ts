/** A path of the definition, taken apart: `/v1/jobs/{jobId}`, `/files/{path+}`. */
type Segment = { readonly kind: 'literal' | 'parameter' | 'greedy'; readonly name: string };

export type Route<Target> = { readonly path: string; readonly target: Target };

export type Match<Found> = {
  readonly found: Found;
  /** Percent-encoded as they were sent: a REST API decodes nothing of a path. */
  readonly parameters: Readonly<Record<string, string>>;
};

const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

const segmentOf = (text: string): Segment => {
  const [, name, greedy] = /^\{([^{}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', name: text };
  return { kind: greedy === '+' ? 'greedy' : 'parameter', name };
};

const rank = { literal: 0, parameter: 1, greedy: 2 } as const;

/** Literal before parameter before greedy, at the first segment where two paths differ; then the longer one. */
const bySpecificity = (a: readonly Segment[], b: readonly Segment[]): number => {
  const at = a.findIndex((segment, index) => segment.kind !== b[index]?.kind);
  const [mine, others] = [a[at], b[at]];
  return mine && others ? rank[mine.kind] - rank[others.kind] : b.length - a.length;
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const parametersOf = (route: readonly Segment[], given: readonly string[]): Record<string, string> | undefined => {
  const greedy = route.at(-1)?.kind === 'greedy';
  if (greedy ? given.length < route.length : given.length !== route.length) return undefined;
  const found: [string, string][] = [];
  for (const [at, { kind, name }] of route.entries()) {
    const text = kind === 'greedy' ? given.slice(at).join('/') : (given[at] ?? '');
    if (text === '') return undefined;
    if (kind === 'literal' && decoded(text) !== name) return undefined;
    if (kind !== 'literal') found.push([name, text]);
  }
  return Object.fromEntries(found);
};

/**
 * Finds the route of a path as API Gateway's REST APIs do: the most specific one that fits and in which `find` finds something,
 * which is the method: a path that has not got it gives way to the next. A slash at the end is not heeded.
 * Measured on AWS: https://github.com/ministackorg/ministack/pull/1423, https://github.com/floci-io/floci/pull/3399
 */
export const createRouter = <Target>(routes: readonly Route<Target>[]) => {
  const known = routes
    .map(({ path, target }) => ({ target, segments: segmentsOf(path).map(segmentOf) }))
    .sort((a, b) => bySpecificity(a.segments, b.segments));
  return <Found>(path: string, find: (target: Target) => Found | undefined): Match<Found> | undefined => {
    const given = segmentsOf(path);
    for (const { target, segments } of known) {
      const found = find(target);
      const parameters = found === undefined ? undefined : parametersOf(segments, given);
      if (found !== undefined && parameters !== undefined) return { found, parameters };
    }
    return undefined;
  };
};
