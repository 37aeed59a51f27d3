const MB = 1024 * 1024;

/**
 * How much of a drop is read, all in one place. A file over its limit fails alone and is named with the limit it broke;
 * a drop over its limit fails the job. Chosen so that the largest allowed drop fits in the collector's memory.
 */
export const limits = {
  /** Bytes of one file as listed, and as unpacked; a larger one is refused without being opened. */
  fileBytes: 1024 * MB,
  /** Bytes of all files of a drop that are small enough to be read. */
  dropBytes: 1024 * MB,
  /** Files in a drop. */
  filesPerDrop: 20_000,
  /** Resources, or parts of resources, in a drop. */
  resourcesPerDrop: 20_000,
  /** Values (text, numbers, lists, objects) in one file: empty objects take three bytes there and twenty times that in memory. */
  valuesPerFile: 3_000_000,
  /** Values in all resources of a drop. */
  valuesPerDrop: 1_000_000,
  /** Arrays and objects inside each other. What AWS returns stays under 40. */
  nestingDepth: 100,
  /** Characters of a file that is read whole; longer JSON is read in parts. */
  wholeCharacters: 16 * MB,
  /** Characters of such a part, if the items of its list are short… */
  chunkCharacters: 4 * MB,
  /** …and of the longest single item. */
  elementCharacters: 32 * MB,
  /** JSON or YAML documents in one file. */
  documentsPerFile: 20_000,
  /** How many times its own size a gzip file may unpack to, once that is over `gunzipFreeBytes`. AWS Config snapshots reach about 30. */
  gunzipRatio: 250,
  gunzipFreeBytes: MB,
  /** Characters of one YAML file: its syntax tree takes some hundred times that in memory. CloudFormation allows 1 MB. */
  yamlCharacters: 4 * MB,
  /** Tokens of one YAML file. */
  yamlTokens: 1_500_000,
  /** Values a YAML file may make by repeating anchored ones (`*alias`, `<<`), over all its aliases. */
  yamlAliasedValues: 20_000,
} as const;
