import { createRequire } from 'node:module';
import { relative } from 'node:path';

const { default: Sequencer }: typeof import('@jest/test-sequencer') = createRequire(import.meta.url)(
  '@jest/test-sequencer',
);

/**
 * Suites that take long, the longest first. Jest knows how long a suite took the last time; the first time it goes by
 * the sizes of their files, and a short file that waits for a minute would come last, alone.
 */
export const longest: readonly string[] = [
  'test/pipeline/crash.test.ts',
  'test/pipeline/delivery.test.ts',
  'test/packaged/parameters.test.ts', // this and the simulation need no package: the others wait until the first has made it
  'test/simulation/simulation.test.ts',
  'test/pipeline/live-inventory.test.ts',
  'test/pipeline/recovery.test.ts',
  'test/pipeline/rehearsal.test.ts',
  'test/pipeline/mcp.test.ts',
  'test/pipeline/replay.test.ts',
  'test/pipeline/kinds.test.ts',
  'test/pipeline/bad-input.test.ts',
  'test/pipeline/api.test.ts',
  'test/pipeline/model.test.ts',
  'test/pipeline/inventory-insight.test.ts',
  'local/cli/serve/keep-serving.test.ts',
  'test/pipeline/notification.test.ts',
  'test/pipeline/api-parallel.test.ts',
];

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/** The order of the suites: those that take long, then jest's own order. */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests) {
    const rank = ({ path, context }: Tests[number]): number => {
      const at = longest.indexOf(relative(context.config.rootDir, path));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(tests)).toSorted((a, b) => rank(a) - rank(b));
  }
}
