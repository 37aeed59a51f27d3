/** `isBare`: a number whose name says no unit. */
export type Quantity = { readonly value: number; readonly unit: string; readonly isBare?: boolean };

const seconds: Readonly<Record<string, number>> = {
  Milliseconds: 0.001,
  Seconds: 1,
  Minutes: 60,
  Hours: 3_600,
  Days: 86_400,
};

/** Units that names end with: CancellationWindowMinutes, TimeoutMs. */
const suffixes: readonly (readonly [RegExp, string, number])[] = [
  [/(Milliseconds?|Millis|Ms)$/, 's', 0.001],
  [/(Seconds?|Secs?)$/, 's', 1],
  [/(Minutes?|Mins?)$/, 's', 60],
  [/Hours?$/, 's', 3_600],
  [/Days?$/, 's', 86_400],
  [/(Kilobytes|KB|Kb)$/, 'MB', 1 / 1_024],
  [/(Megabytes|MB|Mb)$/, 'MB', 1],
  [/Bytes$/, 'MB', 1 / 1_048_576],
];

/** A product of numbers, as code spells constants: 5 * 60, 1_000, 10L, 75m. */
const product = (text: string): number | undefined => {
  const factors = text.replace(/[()\s]/g, '').split('*');
  let value = 1;
  for (const factor of factors) {
    if (!/^-?[\d_]+(\.\d+)?[mMfFdDlLuU]*$/.test(factor)) return undefined;
    value *= Number(factor.replace(/[_a-zA-Z]/g, ''));
  }
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : undefined;
};

/** What a name stands for, as it is spelled where it is declared. */
export type SpelledAs = (name: string) => string | undefined;

const numberIn = (text: string, spelledAs: SpelledAs, depth = 0): number | undefined => {
  const direct = product(text);
  if (direct !== undefined || depth > 4) return direct;
  const name = /^[\w.]+$/.exec(text.trim())?.[0];
  const said = name && spelledAs(name);
  return said ? numberIn(said, spelledAs, depth + 1) : undefined;
};

/** A span of time: TimeSpan.FromMinutes(5), new TimeSpan(0, 5, 0), or a name of one. In seconds. */
export const durationIn = (text: string, spelledAs: SpelledAs, depth = 0): number | undefined => {
  const [, unit, inner] = /\bTimeSpan\.From(Milliseconds|Seconds|Minutes|Hours|Days)\(\s*(.+?)\s*\)/s.exec(text) ?? [];
  if (unit !== undefined && inner !== undefined) {
    const value = numberIn(inner.replace(/\($/, ''), spelledAs);
    return value === undefined ? undefined : Math.round(value * (seconds[unit] ?? 1) * 1_000) / 1_000;
  }
  const [, added, amount] = /\.Add(Milliseconds|Seconds|Minutes|Hours|Days)\(\s*([^()]+?)\s*\)/.exec(text) ?? [];
  if (added !== undefined && amount !== undefined) {
    const value = numberIn(amount, spelledAs);
    return value === undefined ? undefined : value * (seconds[added] ?? 1);
  }
  const parts = /new TimeSpan\(([^()]*)\)/
    .exec(text)?.[1]
    ?.split(',')
    .map((one) => product(one));
  if (parts && parts.length >= 3 && parts.every((part) => part !== undefined)) {
    const [days, hours, minutes, secs] = parts.length > 3 ? parts : [0, ...parts];
    return (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (secs ?? 0);
  }
  const name = /^[\w.]+$/.exec(text.trim())?.[0];
  const said = depth < 4 && name ? spelledAs(name) : undefined;
  return said ? durationIn(said, spelledAs, depth + 1) : undefined;
};

/** A number with the unit that its name ends with, or a span of time. */
export const quantityIn = (text: string, name: string, spelledAs: SpelledAs, unit: string): Quantity | undefined => {
  const duration = durationIn(text, spelledAs);
  if (duration !== undefined) return { value: duration, unit: 's' };
  const value = numberIn(text, spelledAs);
  if (value === undefined) return undefined;
  for (const [pattern, base, factor] of suffixes) {
    if (pattern.test(name)) return { value: Math.round(value * factor * 1e6) / 1e6, unit: base };
  }
  return { value, unit, isBare: true };
};
