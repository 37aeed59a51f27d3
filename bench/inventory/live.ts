import { startScanning } from '../../test/live/scan.ts';

/** `node live.ts <endpoint>`: one night of that endpoint in a process of its own, so that its memory is the scan's; prints what it took. */
const [endpoint = ''] = process.argv.slice(2);
const scanning = startScanning({ endpoint, credentials: { url: `${endpoint}/credentials`, token: 'none' } });
const { report, tookMs } = await scanning.night({ regions: ['eu-west-1'] });
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    scanMs: tookMs.scan,
    analyseMs: tookMs.analyse,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    calls: report.counts.calls,
  }),
);
