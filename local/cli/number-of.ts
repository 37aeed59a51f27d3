import { UsageError } from './command.ts';

/** A whole number from 1 to `most`, of an option. Throws a `UsageError`. */
export const numberOf = (option: string, text: string, most: number): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new UsageError(`--${option} is a number from 1 to ${most}, not "${text}".`);
};
