import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import { type Found, isEmpty, list, literal, object, parsed, plain, put, step, textOf } from './found.ts';
import { normal } from './names.ts';
import { pairsOf } from './pairs.ts';
import type { Shaping } from './shaping.ts';

type Tag = {
  readonly name: string;
  readonly key: Found;
  readonly value: Found;
  readonly rest: readonly (readonly [string, Found])[];
};

/** Names of the field that holds a resource's tags, in one API or another. */
const isTagField = (name: string, type: ResourceType): boolean => {
  const field = normal(name);
  const isOther = Object.keys(type.properties).some((each) => normal(each) === field && each !== type.tags?.property);
  if (isOther) return false;
  const own = `${normal(type.name)}tags`;
  return (
    /^(tags?|tagset|tagslist|taglist|tagsmap|resourcetags)$/.test(field) ||
    field === own ||
    field === normal(type.tags?.property ?? 'tags')
  );
};

const tagsOf = (node: Found): readonly Tag[] | undefined => {
  if (node.kind === 'list') {
    return pairsOf(node.items)?.map((pair) => ({ ...pair, name: textOf(pair.key) ?? '' }));
  }
  if (node.kind === 'leaf') {
    const document = parsed(node);
    return document && tagsOf(document);
  }
  const wrapped = [...node.fields].find(([name]) => /^(items?|tags?|tagset)$/i.test(name))?.[1];
  if (wrapped && node.fields.size === 1 && wrapped.kind !== 'leaf') return tagsOf(wrapped);
  const entries = [...node.fields];
  return entries.every(([, value]) => value.kind === 'leaf')
    ? entries.map(([name, value]) => ({ name, key: literal(name), value, rest: [] }))
    : undefined;
};

/** Tags that AWS sets itself can't be set: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const isReserved = ({ name }: Tag) => /^aws:/i.test(name);

/** What an API says of a tag beside its key and value: whose it is. */
const isOwner = (name: string) => /^resource(id|type|arn)$/.test(normal(name));

const withoutReserved = (tags: readonly Tag[], shaping: Shaping): readonly Tag[] => {
  const seen = new Map<string, string>();
  return tags.filter((tag) => {
    const value = JSON.stringify(plain(tag.value));
    const isRepeated = seen.get(tag.name) === value;
    seen.set(tag.name, value);
    for (const [name, node] of tag.rest) if (isOwner(name)) shaping.dropNode(node, 'read-only', 'the tagged resource');
    if (!isReserved(tag) && !isRepeated) return true;
    const reason = isReserved(tag) ? ('account-metadata' as const) : ('superseded' as const);
    for (const node of [tag.key, tag.value]) {
      shaping.dropNode(node, reason, isReserved(tag) ? `${tag.name} is set by AWS` : 'the tag is there already');
    }
    return false;
  });
};

const asList = (tags: readonly Tag[]): Found =>
  list(
    tags.map(({ key, value, rest }) => {
      const told = value.kind === 'leaf' && value.value === null ? literal('') : value;
      return object([['Key', key], ['Value', told], ...rest.filter(([name]) => !isOwner(name))]);
    }),
  );

const asMap = (tags: readonly Tag[], property: string, shaping: Shaping): Found => {
  for (const { name, key } of tags) {
    if (key.kind === 'leaf') shaping.carried.push({ leaf: key, to: step(step('', property), name) });
  }
  return tags.length === 0 ? literal({}) : object(tags.map(({ name, value }) => [name, value]));
};

/** Brings tags, in whatever field and shape they were found, into the type's own tag property and shape. */
export const shapeTags = (shaping: Shaping, type: ResourceType): void => {
  if (!type.tags) return;
  const { property, variant } = type.tags;
  const collected: Tag[] = [];
  for (const [name, node] of [...shaping.found.fields]) {
    const tags = isTagField(name, type) && !isEmpty(node) ? tagsOf(node) : undefined;
    if (!tags) continue;
    shaping.found.fields.delete(name);
    collected.push(...tags);
  }
  const tags = withoutReserved(collected, shaping);
  if (tags.length === 0) return;
  put(shaping.found, property, variant === 'map' ? asMap(tags, property, shaping) : asList(tags));
};
