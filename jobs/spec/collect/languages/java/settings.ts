import { parse } from 'yaml';
import type { Measure } from '#schemas/spec/facts.ts';
import type { TextFile } from '../../parse/language.ts';
import type { JavaPiece } from './model.ts';
import { operationsOf } from './openapi.ts';

const maxSettings = 5_000;
const maxBytes = 1_000_000;

/** application.yml, application-prod.properties, microprofile-config.properties. */
const settingsFile = /(^|\/)(application|bootstrap|microprofile-config)(-[\w-]+)?\.(properties|ya?ml)$/;
const contractFile =
  /(^|\/)[\w.-]*(openapi|swagger|api)[\w.-]*\.(ya?ml|json)$|(^|\/)(openapi|api|spec|swagger)\/[\w./-]+\.ya?ml$/i;

/** What stands beside Java files and is read with them. */
export const besideJava = (path: string): boolean => settingsFile.test(path) || contractFile.test(path);

type Settings = Record<string, { readonly value: string; readonly line: number }>;

const ofProperties = (text: string): Settings => {
  const found: Settings = Object.create(null);
  text
    .split('\n')
    .slice(0, maxSettings)
    .forEach((line, index) => {
      const [, key, value = ''] = /^\s*([\w.[\]-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      if (key) found[key] = { value: value.trim(), line: index + 1 };
    });
  return found;
};

/** The settings of a YAML file by their full keys, by indentation: enough for keys and plain values, with their lines. */
const ofYaml = (text: string): Settings => {
  const found: Settings = Object.create(null);
  const open: { readonly indent: number; readonly key: string }[] = [];
  text
    .split('\n')
    .slice(0, maxSettings)
    .forEach((line, index) => {
      const [, spaces = '', key, value = ''] = /^(\s*)([\w.[\]"'-]+):(?:\s+(.*?))?\s*$/.exec(line) ?? [];
      if (!key) return;
      while ((open.at(-1)?.indent ?? -1) >= spaces.length) open.pop();
      const full = [...open.map((one) => one.key), key.replace(/["']/g, '')].join('.');
      const bare = value
        .replace(/(^|\s)#.*$/, '')
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
      if (bare) found[full] ??= { value: bare, line: index + 1 };
      else open.push({ indent: spaces.length, key: key.replace(/["']/g, '') });
    });
  return found;
};

type Figure = Pick<Measure, 'category' | 'subject' | 'what'> & { readonly key: RegExp; readonly unit?: string };

/** Settings of Spring Boot and Quarkus that say how well something is done. */
const figures: readonly Figure[] = [
  {
    key: /^spring\.servlet\.multipart\.max-file-size$|^quarkus\.http\.limits\.max-body-size$/,
    category: 'capacity',
    subject: 'upload-size',
    what: 'a file that is uploaded',
  },
  {
    key: /^spring\.servlet\.multipart\.max-request-size$/,
    category: 'capacity',
    subject: 'upload-size',
    what: 'a request with files',
  },
  {
    key: /^server\.servlet\.session\.timeout$/,
    category: 'security',
    subject: 'token-lifetime',
    what: 'a session',
    unit: 's',
  },
  {
    key: /^spring\.datasource\.hikari\.maximum-pool-size$|^quarkus\.datasource\.jdbc\.max-size$/,
    category: 'capacity',
    subject: 'concurrency',
    what: 'connections to the database',
    unit: 'connections',
  },
  {
    key: /^spring\.datasource\.hikari\.connection-timeout$/,
    category: 'performance',
    subject: 'timeout',
    what: 'waiting for a connection to the database',
    unit: 'ms',
  },
  {
    key: /^spring\.data\.web\.pageable\.(default-page-size|max-page-size)$/,
    category: 'performance',
    subject: 'page-size',
    what: 'a page of results',
    unit: 'items',
  },
  {
    key: /^server\.tomcat\.(threads\.max|max-threads)$/,
    category: 'capacity',
    subject: 'concurrency',
    what: 'requests at the same time',
    unit: 'threads',
  },
  {
    key: /^spring\.mvc\.async\.request-timeout$/,
    category: 'performance',
    subject: 'timeout',
    what: 'an asynchronous request',
    unit: 'ms',
  },
  {
    key: /^spring\.cache\.redis\.time-to-live$/,
    category: 'performance',
    subject: 'cache-lifetime',
    what: 'what is kept in Redis',
    unit: 'ms',
  },
];

const measuresOf = (path: string, settings: Settings): Measure[] =>
  Object.entries(settings).flatMap(([key, { value, line }]) => {
    const figure = figures.find((one) => one.key.test(key));
    const [, amount, unit] = /^(\d+)\s*([A-Za-z]*)$/.exec(value) ?? [];
    if (!figure || !amount) return [];
    const { category, subject, what } = figure;
    const said = unit || figure.unit || 'B';
    return [
      {
        category,
        subject,
        value: Number(amount),
        unit: said === 'm' ? 'min' : said,
        what,
        span: { path, start: line, end: line },
      },
    ];
  });

/** What a file of settings or a contract says. A contract that is no YAML says nothing. */
export const readBesideJava = ({ path, text }: TextFile, empty: JavaPiece): JavaPiece => {
  if (text.length > maxBytes) return empty;
  if (settingsFile.test(path)) {
    const properties = path.endsWith('.properties') ? ofProperties(text) : ofYaml(text);
    return { ...empty, properties, settled: measuresOf(path, properties) };
  }
  if (!/^\s*["']?(openapi|swagger)["']?\s*:/m.test(text)) return empty;
  return { ...empty, operations: operationsOf(parse(text)) };
};
