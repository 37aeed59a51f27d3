import type { JsonValue } from '#schemas/json.ts';
import type { Orphan } from './dialects/dialect.ts';
import type { ExportedResource } from './resource.ts';

/** What is known of a resource that an orphan may be part of. */
type Subject = Pick<ExportedResource, 'type' | 'identifiers' | 'region' | 'account'> & {
  /** What people call it besides, which tells it only if nothing else in the drop is called so: an API's name, a key's alias. */
  readonly nicknames?: readonly string[];
};

export type Adoption =
  | { readonly orphan: Orphan; readonly resource: ExportedResource }
  | { readonly orphan: Orphan; readonly reason: string };

const extensions = /(\.(json|ya?ml|jsonl|ndjson|txt|template|gz|out))+$/i;
const separators = /^[._\-\s]+|[._\-\s]+$/g;

/** Names hold `/` and `:`, which file names cannot: `shop/database` is met as `shop-database`. */
const slug = (name: string): string => name.replaceAll(/[/:]+/g, '-').replaceAll(/^-+|-+$/g, '');

type Path = { readonly folders: readonly string[]; readonly stem: string };

const pathOf = (file: string): Path => {
  const segments = file.split('/');
  const stem = (segments.pop() ?? '').replace(extensions, '');
  return { folders: segments.reverse(), stem };
};

const tagCommand = /(list|get)-[a-z-]*tags(-for-resource|-of-resource)?/;

/** What the file's name says besides the command: `get-bucket-versioning.assets.json` says `assets`. */
const besidesCommand = ({ stem }: Path, { command, subjectType }: Orphan): string | undefined => {
  const verb = subjectType === undefined ? tagCommand.exec(stem)?.[0] : command.split(' ')[1];
  const at = verb === undefined ? -1 : stem.indexOf(verb);
  if (verb === undefined || at === -1) return undefined;
  const after = stem.slice(at + verb.length).replaceAll(separators, '');
  return after === '' ? stem.slice(0, at).replaceAll(separators, '') : after;
};

const text = (value: JsonValue | undefined): readonly string[] => (typeof value === 'string' ? [value] : []);

/** Aliases by the id of the key they stand for. */
const aliasesIn = (known: readonly ExportedResource[]): ReadonlyMap<string, readonly string[]> => {
  const aliases = known.filter(({ type, properties }) => type === 'AWS::KMS::Alias' && properties.TargetKeyId);
  const byKey = Map.groupBy(aliases, ({ properties }) => String(properties.TargetKeyId));
  return new Map(
    [...byKey].map(([key, each]) => [key, each.flatMap(({ properties }) => aliasNames(properties.AliasName))]),
  );
};

const aliasNames = (name: JsonValue | undefined) => text(name).flatMap((each) => [each, each.replace('alias/', '')]);

/** One subject for each resource that the drop shows, whatever the number of its parts. */
const subjectsIn = (known: readonly ExportedResource[]): readonly Subject[] => {
  const aliases = aliasesIn(known);
  const parts = Map.groupBy(
    known.filter(({ type }) => type !== undefined),
    ({ type, identifiers }) => `${type} ${identifiers[0]}`,
  );
  return [...parts.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { type, identifiers, region, account } = first;
    const names = [first, ...others]
      .filter(({ under }) => under === '')
      .flatMap(({ properties }) => [...text(properties.Name), ...text(properties.name)]);
    const nicknames = [...names, ...identifiers.flatMap((id) => aliases.get(id) ?? [])];
    return [{ ...(type && { type }), identifiers, ...(region && { region }), ...(account && { account }), nicknames }];
  });
};

/** The resources of one type by what they are called, so that a drop of many buckets stays linear. */
type Directory = ReadonlyMap<string, ReadonlySet<Subject>>;

const directoryOf = (subjects: readonly Subject[]): Directory => {
  const directory = new Map<string, Set<Subject>>();
  for (const subject of subjects) {
    for (const name of new Set([...subject.identifiers, ...(subject.nicknames ?? [])].map(slug))) {
      directory.set(name, (directory.get(name) ?? new Set()).add(subject));
    }
  }
  return directory;
};

const only = (subjects: ReadonlySet<Subject>): Subject | undefined =>
  subjects.size === 1 ? [...subjects][0] : undefined;

const pieces = /[^._\-\s]+/g;

/** Every run of words in a stem that could be a name, the longest first: `versioning-shop-assets` holds `shop-assets`. */
const runsOf = (stem: string): readonly string[] => {
  const words = [...stem.slice(0, 200).matchAll(pieces)];
  const runs = words.flatMap((from, at) =>
    words.slice(at).map((to) => stem.slice(from.index, to.index + to[0].length)),
  );
  return runs.filter((run) => run.length > 2).sort((one, other) => other.length - one.length);
};

const knownSubject = (orphan: Orphan, directory: Directory): Subject | undefined => {
  const path = pathOf(orphan.resource.source.file);
  const besides = besidesCommand(path, orphan);
  const hints = [...(besides ? [besides] : []), path.stem, ...path.folders, ...runsOf(path.stem)];
  const called = hints.map((hint) => directory.get(slug(hint))).find((subjects) => subjects !== undefined);
  return called && only(called);
};

/** Folder names that tell of a service or of an export, not of one resource. */
const generic =
  /^(s3|s3api|buckets?|storage|data|exports?|aws|cli|aws-cli|output|dump|json|yaml|prod|production|staging|test|dev|infra|resources|raw|config|backup|out|result|response|copy|new|old|final)$/i;
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Of each folder, the commands whose outputs about some bucket lie in it. */
type Folders = ReadonlyMap<string, ReadonlySet<string>>;

const isOfBucket = ({ subjectType }: Orphan) => subjectType === 'AWS::S3::Bucket';

const foldersOf = (orphans: readonly Orphan[]): Folders => {
  const folders = new Map<string, Set<string>>();
  for (const { resource, command } of orphans.filter(isOfBucket)) {
    const [folder = ''] = pathOf(resource.source.file).folders;
    folders.set(folder, (folders.get(folder) ?? new Set()).add(command));
  }
  return folders;
};

/** `<bucket>/get-bucket-versioning.json` names a bucket that nothing else does, if its folder holds several such files. */
const folderConvention = (orphan: Orphan, folders: Folders): string | undefined => {
  const path = pathOf(orphan.resource.source.file);
  const [folder = ''] = path.folders;
  const isNamed = bucketName.test(folder) && !generic.test(folder) && besidesCommand(path, orphan) !== undefined;
  return isNamed && isOfBucket(orphan) && (folders.get(folder)?.size ?? 0) > 1 ? folder : undefined;
};

/** A name that the file's own gives: not a date, a number, or a word that tells of the export. */
const isName = (name: string, { command, parentProperty }: Orphan): boolean => {
  if (!/[a-z]/i.test(name) || generic.test(name) || name === command.split(' ')[0]) return false;
  // A child needs its parent's id, and a file may be called after the parent's name: only what looks like an id will do.
  return parentProperty === undefined || /^[a-z0-9]{10}$/.test(name);
};

const byConvention = (orphan: Orphan, folders: Folders): Subject | undefined => {
  if (orphan.subjectType === undefined) return undefined;
  const besides = besidesCommand(pathOf(orphan.resource.source.file), orphan);
  const name = besides && isName(besides, orphan) ? besides : folderConvention(orphan, folders);
  return name ? { type: orphan.subjectType, identifiers: [name] } : undefined;
};

const adopted = ({ resource, parentProperty }: Orphan, subject: Subject): ExportedResource => {
  const { region, account } = subject;
  const place = { ...(region ? { region } : {}), ...(account ? { account } : {}) };
  const [name = ''] = subject.identifiers;
  if (parentProperty === undefined) {
    const type = resource.type ?? subject.type;
    return { ...resource, ...place, ...(type ? { type } : {}), identifiers: subject.identifiers };
  }
  const identifiers = resource.identifiers.map((id) => `${name}/${id}`);
  return { ...resource, ...place, identifiers, properties: { ...resource.properties, [parentProperty]: name } };
};

const howToSay = ({ command, subjectType, parentProperty = 'name' }: Orphan): string => {
  const verb = command.split(' ')[1];
  const what = subjectType === undefined ? 'resource' : subjectType;
  return `does not say which ${what} it belongs to: rename it to ${verb}.<${parentProperty}>.json, or put it in a folder of that name`;
};

/**
 * Finds whose the orphans are, by the path of their files: first among the resources that the drop shows, then by the
 * naming conventions `<command>.<name>.json`, `<name>.<command>.json` and, for buckets, `<bucket>/<command>.json`.
 * Where that does not tell, none is guessed.
 */
export const adopt = (orphans: readonly Orphan[], known: readonly ExportedResource[]): readonly Adoption[] => {
  const subjects = subjectsIn(known);
  const folders = foldersOf(orphans);
  const all = directoryOf(subjects);
  const byType = new Map(
    [...Map.groupBy(subjects, ({ type }) => type)].map(([type, each]) => [type, directoryOf(each)]),
  );
  return orphans.map((orphan) => {
    const directory = orphan.subjectType === undefined ? all : (byType.get(orphan.subjectType) ?? new Map());
    const subject = knownSubject(orphan, directory) ?? byConvention(orphan, folders);
    return subject ? { orphan, resource: adopted(orphan, subject) } : { orphan, reason: howToSay(orphan) };
  });
};
