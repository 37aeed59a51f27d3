/** The framework's step that puts every function behind an alias if the deployment is a canary: only here are the bundles known that make a version another. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withAliases } from './aliases.js';

export default class AliasesPlugin {
  constructor(serverless) {
    const { service, serviceDir } = serverless;

    const codeHashes = async () => {
      const { naming } = serverless.getProvider('aws');
      const all = service.getAllFunctions().map(async (name) => {
        const code = await readFile(resolve(serviceDir, service.getFunction(name).package.artifact));
        return [naming.getLambdaLogicalId(name), createHash('sha256').update(code).digest('hex')];
      });
      return Object.fromEntries(await Promise.all(all));
    };

    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': async () => {
        if (service.custom.deployment !== 'canary') return;
        const { provider } = service;
        provider.compiledCloudFormationTemplate = withAliases(
          provider.compiledCloudFormationTemplate,
          await codeHashes(),
        );
      },
    };
  }
}
