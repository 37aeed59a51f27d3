/**
 * `npm run package [-- --stage prod --param alertEmail=you@example.com …]`: packages the service, as the embedded cloud runs it
 * unless a stage is named, and prints where the template is.
 */
import { parseArgs } from 'node:util';
import { packageService, templatePath } from '#local/package/package-service.ts';

const { values } = parseArgs({ options: { stage: { type: 'string' }, param: { type: 'string', multiple: true } } });
const params = (values.param ?? []).map((given) => [given.split('=', 1)[0], given.slice(given.indexOf('=') + 1)]);
const stage = values.stage === undefined ? {} : { stage: values.stage };
console.log(templatePath(await packageService({ ...stage, params: Object.fromEntries(params) })));
