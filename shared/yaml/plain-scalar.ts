/**
 * Texts that some YAML reader takes for something else than text: CloudFormation reads YAML 1.1, editors and other tools 1.2. Numbers in any base,
 * sexagesimals (12:30), dates, booleans (Yes, on, n), null, merge and value keys.
 * https://yaml.org/type/ and https://yaml.org/spec/1.2.2/#103-core-schema
 */
const misread =
  /^(?:[-+.]?\d[\w.:+-]*(?:[Tt ][\d:.+Zz -]+)?|0[xob][\w]+|[-+]?\.(?:inf|nan)|y|n|yes|no|on|off|true|false|null|~|=|<<)$/i;

/** True if a text must be quoted for every reader to see the text. */
export const wantsQuotes = (value: string): boolean => misread.test(value);
