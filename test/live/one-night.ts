import { startScanning } from './scan.ts';

/** Run as a process of its own, so that its memory is the scan's: one night of the endpoint that is named, told as JSON. */
const [endpoint = ''] = process.argv.slice(2);
const scanning = startScanning({ endpoint, credentials: { url: `${endpoint}/credentials`, token: 'none' } });
const cpu = process.cpuUsage();
const { report, tookMs } = await scanning.night({ regions: ['eu-west-1'] });
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({
    counts: report.counts,
    tookMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
