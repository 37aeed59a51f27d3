/** The shape of what an API returns or a provider keeps, whoever describes it. Members are looked up when needed: shapes recur. */
export type Shape =
  | { readonly kind: 'structure'; readonly name: string; members(): ReadonlyMap<string, Shape> }
  | { readonly kind: 'list'; item(): Shape }
  /** `keys` where the model lists them: an attribute map is a structure written as a map. */
  | { readonly kind: 'map'; readonly keys?: readonly string[]; value(): Shape }
  | { readonly kind: 'scalar'; readonly scalar: 'string' | 'number' | 'boolean'; readonly values?: readonly string[] };

export const structure = (name: string, members: ReadonlyMap<string, Shape>): Shape => ({
  kind: 'structure',
  name,
  members: () => members,
});

export const text: Shape = { kind: 'scalar', scalar: 'string' };
