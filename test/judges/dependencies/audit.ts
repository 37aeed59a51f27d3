/**
 * Asks the package registry for known faults of production dependencies, and ends badly if one is high or critical. A registry that does
 * not answer audits (a mirror inside a company, mostly) can't be asked: then it says so, and its exit code is that of what was not judged.
 */
import { spawnSync } from 'node:child_process';
import * as z from 'zod';

const audit = z.object({
  metadata: z.object({
    vulnerabilities: z.object({ high: z.int(), critical: z.int(), moderate: z.int(), low: z.int() }),
    dependencies: z.object({ prod: z.int().positive() }),
  }),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
});
/** As `.ci/run` has it, and automake before it: neither passed nor failed. */
const notJudged = 77;
const unanswered = z.object({ statusCode: z.int(), message: z.string() });

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const said: unknown = JSON.parse(stdout);
const refused = unanswered.safeParse(said);
if (refused.success) {
  console.log(
    `The registry answered ${refused.data.statusCode} when it was asked for known faults: nothing was judged.`,
  );
  process.exitCode = notJudged;
} else {
  const { metadata, vulnerabilities } = audit.parse(said);
  const grave = Object.entries(vulnerabilities).filter(([, { severity }]) => /^(high|critical)$/.test(severity));
  for (const [name, { severity, range }] of grave) console.log(`${severity}: ${name} ${range}`);
  console.log(`${metadata.dependencies.prod} production dependencies: ${JSON.stringify(metadata.vulnerabilities)}`);
  process.exitCode = grave.length === 0 ? 0 : 1;
}
