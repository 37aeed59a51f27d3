/**
 * Asks the package registry for known faults of production dependencies, and ends badly if one is high or critical. A registry that does
 * not answer audits (a mirror inside a company, mostly) can't be asked: then it says that nothing was judged, and ends well unless
 * AUDIT_REQUIRED is set, as it is where packages come from the public one.
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
const unanswered = z.object({ statusCode: z.int(), message: z.string() });

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const said: unknown = JSON.parse(stdout);
const refused = unanswered.safeParse(said);
if (refused.success) {
  console.log(`NOT JUDGED: the registry answered ${refused.data.statusCode} when it was asked for known faults`);
  process.exitCode = process.env.AUDIT_REQUIRED ? 1 : 0;
} else {
  const { metadata, vulnerabilities } = audit.parse(said);
  const grave = Object.entries(vulnerabilities).filter(([, { severity }]) => /^(high|critical)$/.test(severity));
  for (const [name, { severity, range }] of grave) console.log(`${severity}: ${name} ${range}`);
  console.log(`${metadata.dependencies.prod} production dependencies: ${JSON.stringify(metadata.vulnerabilities)}`);
  process.exitCode = grave.length === 0 ? 0 : 1;
}
