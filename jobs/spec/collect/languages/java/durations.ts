import type { Syntax } from '../../parse/syntax.ts';
import type { Value } from './model.ts';
import { argumentsOf, simpleName, valueIn } from './values.ts';

/** A time as a value and the unit it stands in. */
export type Amount = { readonly value: Value; readonly unit: string };

const units: Readonly<Record<string, string>> = {
  nanoseconds: 'ns',
  nanos: 'ns',
  microseconds: 'us',
  milliseconds: 'ms',
  millis: 'ms',
  seconds: 's',
  minutes: 'min',
  hours: 'h',
  days: 'days',
  bytes: 'B',
  kilobytes: 'KB',
  megabytes: 'MB',
  gigabytes: 'GB',
};

/** SECONDS, TimeUnit.SECONDS, ChronoUnit.SECONDS, ofSeconds: s. */
export const unitOf = (name: string | undefined): string | undefined => {
  const bare = (name?.split('.').at(-1) ?? '').replace(/^of(?=[A-Z])/, '').toLowerCase();
  return Object.hasOwn(units, bare) ? units[bare] : undefined;
};

export const secondsPer: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 0.001,
  s: 1,
  min: 60,
  h: 3600,
  days: 86_400,
};

/** Duration.ofSeconds(5), Duration.of(5, SECONDS), TimeUnit.SECONDS.toMillis(5), DataSize.ofMegabytes(5), Duration.parse("PT5S"). */
export const amountOf = (node: Syntax | undefined): Amount | undefined => {
  if (node?.type !== 'method_invocation') return undefined;
  const name = node.get('name')?.text ?? '';
  const object = node.get('object')?.text ?? '';
  const [first, second] = argumentsOf(node);
  if (!first) return undefined;
  if (/^(Duration|DataSize|Period|Timeout)$/.test(simpleName(object))) {
    const unit = unitOf(name) ?? unitOf(second?.text);
    return unit ? { value: valueIn(first), unit } : undefined;
  }
  const converted = /^to[A-Z]/.test(name) ? unitOf(object) : undefined;
  return converted ? { value: valueIn(first), unit: converted } : undefined;
};

/** PT5M, 10s, 500ms, 2 h as people write periods in settings: seconds. */
export const secondsOf = (text: string): number | undefined => {
  const [, iso, plain, unit = 'ms'] = /^(?:P(?=\w)(T?[\dDHMST.]+)|(\d+)\s*(ms|s|m|h|d)?)$/.exec(text.trim()) ?? [];
  if (plain) return (Number(plain) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 1)) / 1000;
  if (!iso) return undefined;
  const parts = [...iso.matchAll(/([\d.]+)([DHMS])/g)];
  const known: Readonly<Record<string, number>> = { D: 86_400, H: 3600, M: 60, S: 1 };
  return parts.length > 0
    ? parts.reduce((sum, [, amount, of = 'S']) => sum + Number(amount) * (known[of] ?? 0), 0)
    : undefined;
};
