/**
 * Resolves serverless.yml for one set of parameters after another, as the framework does (scripts/serverless.js of osls):
 * starting the framework for each takes a hundred times as long. A child process, as jest can't load its files; every
 * message is answered by one. That it says what `serverless print` says is tested in parameters.test.ts.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const framework = (path) => require(join(require.resolve('serverless/package.json'), '..', 'lib', path));
const readConfiguration = framework('configuration/read');
const variables = (path) => framework(join('configuration/variables', path));
const { mergeArrays } = framework('classes/service').prototype;

const serviceDir = join(import.meta.dirname, '..', '..');
const file = join(serviceDir, 'serverless.yml');

const sourcesOf = (service) => ({
  file: variables('sources/file'),
  opt: variables('sources/opt'),
  self: variables('sources/self'),
  sls: variables('sources/instance-dependent/get-sls')(service),
  param: variables('sources/instance-dependent/param')(service),
});

const resolve = async (options) => {
  const configuration = await readConfiguration(file);
  const variablesMeta = variables('resolve-meta')(configuration);
  const sources = sourcesOf({ configurationInput: configuration, processedInput: { options } });
  const fulfilledSources = new Set(Object.keys(sources));
  const resolver = { serviceDir, configuration, variablesMeta, options, sources, fulfilledSources };
  resolver.isPropertyDeferred = variables('defer-irrelevant-stage-params')(configuration, resolver);
  await variables('resolve')(resolver);
  variables('eventually-report-resolution-errors')(file, configuration, variablesMeta, { isHelpRequest: false });
  mergeArrays.call(configuration);
  return configuration;
};

process.on('message', async ({ id, options }) => {
  try {
    process.send({ id, service: JSON.stringify(await resolve(options)) });
  } catch ({ message }) {
    process.send({ id, refused: message });
  }
});
