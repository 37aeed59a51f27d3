/** How many items of a list, and characters of a text, are left at each try. */
const tries = [
  [20, 1000],
  [10, 500],
  [5, 250],
  [3, 120],
  [1, 60],
] as const;

type Left = readonly [items: number, characters: number];

const cut = (value: unknown, left: Left): unknown => {
  const [items, characters] = left;
  if (typeof value === 'string') return value.length > characters ? `${value.slice(0, characters)}…` : value;
  if (Array.isArray(value)) {
    const more = value.length - items;
    return [...value.slice(0, items).map((item) => cut(item, left)), ...(more > 0 ? [`… and ${more} more`] : [])];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item, left)]));
};

const note = 'This is not all: lists and texts were cut to fit. Ask for less, or tell the person to open the report.';

/** A body as JSON, its lists and texts cut as far as they must be for it to fit; what was cut says so. */
export const shortened = (body: object, isFit: (text: string) => boolean): string => {
  const whole = JSON.stringify(body);
  if (isFit(whole)) return whole;
  for (const left of tries) {
    const text = JSON.stringify({ shortened: note, ...(cut(body, left) as object) });
    if (isFit(text)) return text;
  }
  return JSON.stringify({ shortened: 'The answer is too large to be given here: tell the person to open the report.' });
};
