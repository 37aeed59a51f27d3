/**
 * Judges a description of events by AsyncAPI's own parser, which NODE_PATH says where to find: prints what it says, and fails on any error or warning.
 * node test/judges/asyncapi.cjs schemas/json/asyncapi.json
 */
const { readFileSync } = require('node:fs');
const { Parser } = require('@asyncapi/parser');

const main = async ([path]) => {
  const { document, diagnostics } = await new Parser().parse(readFileSync(path, 'utf8'));
  for (const { code, message, path: at } of diagnostics) console.log(`${at.join('.')}: ${message} (${code})`);
  if (document)
    console.log(
      `${document.version()}: ${document.messages().length} messages, ${document.operations().length} operations`,
    );
  process.exitCode = document && diagnostics.every(({ severity }) => severity > 1) ? 0 : 1;
};

main(process.argv.slice(2));
