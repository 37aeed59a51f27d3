import { configured } from '../../testing/said.ts';
import { readingOf, scanOf } from '../../testing/scan.ts';
import { analyse } from '../analyse.ts';
import { rules } from '../rules/index.ts';
import { asff } from './asff.ts';
import { findingsCsv, resourcesCsv } from './csv.ts';

const hostile = configured(
  'AWS::EC2::Instance',
  { MetadataOptions: { HttpTokens: 'optional' } },
  { id: 'i-1', name: '=HYPERLINK("https://evil.example","x")', tags: { owner: 'a,b', note: 'two\nlines "quoted"' } },
);
const quiet = configured('AWS::EC2::Instance', {}, { id: 'i-2', tags: { owner: 'me' } });

const scan = (resources: readonly (typeof hostile)[]) => scanOf('2026-11-21T02:00:00.000Z', [readingOf(resources)]);
const knowledge = { rules, tables: [], exceptions: [] };
const first = analyse(scan([hostile, quiet]), { looks: [], trend: [] }, knowledge);

describe('The tables of a report', () => {
  it('have a row for each finding and each resource', () => {
    expect(findingsCsv(first.report).split('\r\n')).toHaveLength(first.report.findings.length + 2);
    const rows = resourcesCsv([quiet, hostile], first.report).split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatch(/^111122223333,eu-west-1,AWS::EC2::Instance,,i-2,,,owner=me,0,/);
  });

  it('hold nothing that a spreadsheet would run', () => {
    expect(resourcesCsv([hostile], first.report)).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(findingsCsv(first.report)).not.toMatch(/(^|,)"?[=@+]/m);
  });
});

describe('findings.asff.json', () => {
  it('has all that Security Hub requires', () => {
    const [finding] = asff(first.report).Findings;
    expect(finding).toMatchObject({
      SchemaVersion: '2018-10-08',
      ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
      AwsAccountId: '111122223333',
      CreatedAt: '2026-11-21T02:00:00.000Z',
      Severity: { Label: 'MEDIUM' },
      RecordState: 'ACTIVE',
      Resources: [{ Type: 'AwsEc2Instance', Id: hostile.arn, Region: 'eu-west-1' }],
    });
  });

  it('closes what was fixed', () => {
    const look = {
      type: hostile.type,
      accountId: hostile.accountId,
      region: hostile.region,
      scannedAt: '',
      resources: [],
    };
    const second = analyse(scan([quiet]), { looks: [look], state: first.state, trend: [] }, knowledge);
    expect(asff(second.report).Findings).toMatchObject([
      { RecordState: 'ARCHIVED', Id: `${hostile.arn}/dropforge/ec2-imdsv2` },
    ]);
  });
});
