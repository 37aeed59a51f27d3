type Field = { readonly name: string; readonly from: number; readonly to: number; readonly names?: readonly string[] };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** In the order of the expression; names count from `from`. */
const fields: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of week', from: 1, to: 7, names: days },
  { name: 'year', from: 1970, to: 2199 },
];

const numberOf = (text: string, field: Field): number => {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + field.from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= field.from && value <= field.to))
    throw new Error(`"${text}" is no ${field.name} that the embedded cloud understands`);
  return value;
};

const rangeTest = (text: string, field: Field): ((value: number) => boolean) => {
  const [range = '', step] = text.split('/');
  const every = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(every) || every < 1) throw new Error(`"${text}" is not a step of ${field.name}`);
  const [low, high] =
    range === '*' || range === '?' ? [field.from, field.to] : range.split('-').map((end) => numberOf(end, field));
  const first = low ?? field.from;
  const last = high ?? (step === undefined ? first : field.to);
  return (value) => value >= first && value <= last && (value - first) % every === 0;
};

/**
 * Whether a minute (UTC) is one of a cron expression's six fields: `0 2 * * ? *`. Throws for the characters L, W and #.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const cronMatcher = (expression: string): ((minute: Date) => boolean) => {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== fields.length)
    throw new Error(`"${expression}" does not have the six fields of a cron expression`);
  const tests = fields.map((field, index) => {
    const alternatives = (parts[index] ?? '').split(',').map((text) => rangeTest(text, field));
    return (value: number) => alternatives.some((test) => test(value));
  });
  return (minute) => {
    const values = [
      minute.getUTCMinutes(),
      minute.getUTCHours(),
      minute.getUTCDate(),
      minute.getUTCMonth() + 1,
      minute.getUTCDay() + 1,
      minute.getUTCFullYear(),
    ];
    return tests.every((test, index) => test(values[index] ?? 0));
  };
};
