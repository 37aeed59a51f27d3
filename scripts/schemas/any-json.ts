const unnamed = /^#?\/?(?:(?:components\/schemas|\$defs|definitions)\/)?__schema\d+$/;

/**
 * `z.json()` refers to itself, under a name of zod's own, which generators of clients choke on: any JSON is what a schema that
 * asks for nothing says as well.
 */
export const withAnyJson = <Document>(document: Document): Document =>
  JSON.parse(
    JSON.stringify(document, (key, value) => {
      if (unnamed.test(key)) return undefined;
      return typeof value?.$ref === 'string' && unnamed.test(value.$ref) ? {} : value;
    }),
  );
