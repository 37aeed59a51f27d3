import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** `host:port` pairs on this machine that may be called though they are not public, by plain HTTP: a laptop has no certificate. */
export type Exceptions = ReadonlySet<string>;

export const noExceptions: Exceptions = new Set();

const maxCharacters = 2_048;

/** Suffixes of names that are only known inside of a network. https://www.iana.org/assignments/special-use-domain-names */
const inside = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
];

/** The host as the URL standard reads it, without the brackets of IPv6: `0x7f.1` is `127.0.0.1`. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const portOf = ({ port }: URL): number => (port === '' ? 443 : Number(port));

const isInside = (host: string): boolean =>
  !host.includes('.') || inside.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));

/** Whether a target is one of the exceptions, by its host and port as they are written in both. */
export const isException = (url: URL, exceptions: Exceptions): boolean =>
  exceptions.has(`${url.hostname}:${portOf(url)}`);

/** What a target must not be, and why it is refused then; the first that holds is told. */
const refusals: readonly (readonly [why: string, holds: (url: URL) => boolean])[] = [
  ['it is not https', ({ protocol }) => protocol !== 'https:'],
  ['it has a user or a password in it', ({ username, password }) => username !== '' || password !== ''],
  ['its port is neither 443 nor 1024 or above', (url) => portOf(url) !== 443 && portOf(url) < 1024],
  ['its host ends with a dot', ({ hostname }) => hostname.endsWith('.')],
  ['its address is not a public one', (url) => isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url))],
  ['its host is only known inside of a network', (url) => isIP(hostOf(url)) === 0 && isInside(hostOf(url))],
];

/** Characters that a URL parser silently drops or turns into others. */
const doubtful = /[\s\p{C}\\]/u;

/**
 * Why a webhook must not be called, as half a sentence, or undefined. Nothing is resolved: a name that leads to a private address is found out when
 * it is called (deliver.ts).
 *
 * @example targetRefusal('https://127.1/hook') // 'its address is not a public one'
 */
export const targetRefusal = (target: string, exceptions: Exceptions = noExceptions): string | undefined => {
  if (target.length > maxCharacters) return `it is longer than ${maxCharacters} characters`;
  if (doubtful.test(target) || !URL.canParse(target)) return 'it is not a URL';
  const url = new URL(target);
  if (isException(url, exceptions)) return undefined;
  return refusals.find(([, holds]) => holds(url))?.[0];
};
