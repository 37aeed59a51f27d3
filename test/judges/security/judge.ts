/**
 * `npm run judge`: packages the service in each of the ways of templates.ts and has every judge look at each. Ends
 * well if each finding stands in suppressions.ts with a reason, and each reason there is for a finding. Needs `bash
 * scripts/python-tools.sh` and `npm ci` in cdk/.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageService, templatePath } from '#local/package/package-service.ts';
import { cfnLintJudge } from './cfn-lint.ts';
import { checkovJudge } from './checkov.ts';
import type { Finding, Judge } from './finding.ts';
import { guardJudge } from './guard.ts';
import { nagJudge } from './nag.ts';
import { judged } from './suppressed.ts';
import { suppressions } from './suppressions.ts';
import { packagings } from './templates.ts';

const judges = [cfnLintJudge, checkovJudge, guardJudge, nagJudge];
const patienceMs = 3 * 60_000;

/** What it prints. Rejects if it could not be run, or ended as no verdict ends. */
const run = ({ name, exits, command }: Judge, template: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const [file, ...args] = command(template);
    const options = { timeout: patienceMs, maxBuffer: 256 * 1024 * 1024 };
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number' && exits.includes(code)) resolve(stdout);
      else reject(new Error(`${name} broke (${code}): ${stderr || error?.message}`));
    });
  });

const hear = async (judge: Judge, template: string): Promise<readonly Finding[]> =>
  judge.read(await run(judge, template));

const within = await mkdtemp(join(tmpdir(), 'dropforge-judges-'));
const found: Finding[] = [];
try {
  for (const [name, { stage, params }] of Object.entries(packagings)) {
    // Packages are pruned while others are made.
    const template = join(within, `${name.replaceAll(' ', '-')}.json`);
    await copyFile(templatePath(await packageService({ stage, params })), template);
    const heard = await Promise.all(judges.map((judge) => hear(judge, template)));
    for (const [index, { name: judge }] of judges.entries())
      console.log(`${judge}, of the template ${name}: ${heard[index]?.length} findings`);
    found.push(...heard.flat());
  }
} finally {
  await rm(within, { recursive: true, force: true });
}

const { open, unused } = judged(found, suppressions);
const lines = new Set(
  open.map(({ rule, resource, says }) => `no reason is written for ${rule} of ${resource}: ${says}`),
);
for (const line of lines) console.log(line);
for (const rule of unused) console.log(`nothing is found any more by ${rule}: take it out of suppressions.ts`);
console.log(`${found.length} findings, ${lines.size} without a reason, ${unused.length} reasons without a finding`);
process.exitCode = lines.size + unused.length === 0 ? 0 : 1;
