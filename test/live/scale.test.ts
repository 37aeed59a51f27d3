import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { manyOf } from './many.ts';

const oneNight = join(import.meta.dirname, 'one-night.ts');

describe('An account of 10,000 resources', () => {
  it('is scanned and analysed in less than 60 s and 512 MB', async () => {
    const account = await manyOf(5000);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      oneNight,
      account.endpoint,
    ]).finally(account.stop);
    const { counts, tookMs, cpuMs, peakMb } = JSON.parse(stdout);
    process.stdout.write(
      `10,000 resources: scan ${tookMs.scan.toFixed()} ms, analysis ${tookMs.analyse.toFixed()} ms, processor ${cpuMs.toFixed()} ms, ${peakMb.toFixed()} MB\n`,
    );
    expect(counts).toMatchObject({ resources: 10_000, cellsIncomplete: 0 });
    expect(tookMs.scan + tookMs.analyse).toBeLessThan(60_000);
    expect(peakMb).toBeLessThan(512);
  });
});
