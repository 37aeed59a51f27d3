/** The words inside an identifier, in lower case: 'DBInstanceIdentifier' -> [db, instance, identifier], 'TABLE_NAME' -> [table, name]. */
export const identifierWords = (identifier: string): string[] =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
