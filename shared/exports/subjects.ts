import type { Orphan } from './dialects/dialect.ts';
import type { ExportedResource } from './resource.ts';

/** What is known of a resource that an orphan may be part of. */
type Subject = Pick<ExportedResource, 'type' | 'identifiers' | 'region' | 'account'>;

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

const isCalled = (subject: Subject, hint: string) =>
  subject.identifiers.some((name) => name === hint || slug(name) === slug(hint));

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How much of the stem one of its names fills, standing between separators; 0 if none does. */
const fill = (subject: Subject, stem: string): number =>
  Math.max(
    0,
    ...subject.identifiers.map((name) => {
      const pattern = new RegExp(`(^|[._\\s-])${escaped(slug(name))}($|[._\\s-])`);
      return slug(name).length > 2 && pattern.test(stem) ? slug(name).length : 0;
    }),
  );

const only = (subjects: readonly Subject[]): Subject | undefined => (subjects.length === 1 ? subjects[0] : undefined);

const bestFilling = (subjects: readonly Subject[], stem: string): Subject | undefined => {
  const scored = subjects.map((subject) => ({ subject, score: fill(subject, stem) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? undefined : only(scored.filter(({ score }) => score === best).map(({ subject }) => subject));
};

const knownSubject = (orphan: Orphan, subjects: readonly Subject[]): Subject | undefined => {
  const path = pathOf(orphan.resource.source.file);
  const besides = besidesCommand(path, orphan);
  const hints = [...(besides ? [besides] : []), path.stem, ...path.folders];
  for (const hint of hints) {
    const called = subjects.filter((subject) => isCalled(subject, hint));
    if (called.length > 0) return only(called);
  }
  return bestFilling(subjects, path.stem);
};

/** Folder names that tell of a service or of an export, not of one resource. */
const generic =
  /^(s3|s3api|buckets?|storage|data|exports?|aws|cli|aws-cli|output|dump|json|yaml|prod|production|staging|test|dev|infra|resources|raw|config|backup)$/i;
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** `<bucket>/get-bucket-versioning.json` names a bucket that nothing else does, if its folder holds several such files. */
const folderConvention = (orphan: Orphan, siblings: readonly Orphan[]): string | undefined => {
  const { folders, stem } = pathOf(orphan.resource.source.file);
  const [folder] = folders;
  const isNamed = folder !== undefined && bucketName.test(folder) && !generic.test(folder);
  if (!isNamed || orphan.subjectType !== 'AWS::S3::Bucket' || !stem.includes(orphan.command.split(' ')[1] ?? stem)) {
    return undefined;
  }
  const commands = siblings
    .filter(
      (each) => each.subjectType === orphan.subjectType && pathOf(each.resource.source.file).folders[0] === folder,
    )
    .map(({ command }) => command);
  return new Set(commands).size > 1 ? folder : undefined;
};

const byConvention = (orphan: Orphan, siblings: readonly Orphan[]): Subject | undefined => {
  if (orphan.subjectType === undefined) return undefined;
  const besides = besidesCommand(pathOf(orphan.resource.source.file), orphan);
  const service = orphan.command.split(' ')[0];
  const name = besides && besides !== service && !/^\d+$/.test(besides) ? besides : folderConvention(orphan, siblings);
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

const howToSay = ({ command, subjectType }: Orphan): string => {
  const verb = command.split(' ')[1];
  const what = subjectType === undefined ? 'resource' : subjectType;
  return `does not say which ${what} it belongs to: rename it to ${verb}.<name>.json, or put it in a folder of that name`;
};

/**
 * Finds whose the orphans are, by the path of their files: first among the resources that the drop shows, then by the
 * naming conventions `<command>.<name>.json`, `<name>.<command>.json` and, for buckets, `<bucket>/<command>.json`.
 * Where that does not tell, none is guessed.
 */
export const adopt = (orphans: readonly Orphan[], known: readonly ExportedResource[]): readonly Adoption[] => {
  const subjects = [
    ...new Map(known.filter(({ type }) => type).map((each) => [`${each.type} ${each.identifiers[0]}`, each])).values(),
  ];
  const byType = Map.groupBy(subjects, ({ type }) => type);
  return orphans.map((orphan) => {
    const candidates = orphan.subjectType === undefined ? subjects : (byType.get(orphan.subjectType) ?? []);
    const subject = knownSubject(orphan, candidates) ?? byConvention(orphan, orphans);
    return subject ? { orphan, resource: adopted(orphan, subject) } : { orphan, reason: howToSay(orphan) };
  });
};
