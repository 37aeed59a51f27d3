import { inventoryOptions } from '#schemas/inventory/options.ts';
import { memorySource } from '../testing/memory-source.ts';
import { planScan } from './plan.ts';
import type { Survey } from './survey.ts';

const scannedAt = '2026-11-21T02:00:00.000Z';
const own = { accountId: '111122223333', partition: 'aws' };
const roleArn = 'arn:aws:iam::444455556666:role/dropforge-inventory';
const sources = [memorySource(), memorySource({ service: 's3', types: ['AWS::S3::Bucket'], scope: 'global' })];

const open: Survey = {
  own: async () => own,
  enter: async () => ({ isOpen: true }),
  regions: async () => ({ regions: ['eu-west-1', 'us-east-1'] }),
  members: async () => ({ accounts: [] }),
};

const planned = (options: object, survey: Partial<Survey> = {}) => {
  const asked = inventoryOptions.parse({ kind: 'inventory', live: true, ...options });
  return planScan(asked, scannedAt, sources, { ...open, ...survey });
};

const ids = ({ cells }: { cells: readonly { id: string }[] }) => cells.map(({ id }) => id);

describe('A scan is planned', () => {
  it('as a cell for each region and service, and one for a service without regions', async () => {
    expect(ids(await planned({}))).toEqual([
      '111122223333/eu-west-1/ec2',
      '111122223333/us-east-1/ec2',
      '111122223333/global/s3',
    ]);
  });

  it('for the regions that are named, without asking which there are', async () => {
    const regions = async () => Promise.reject(new Error('asked'));
    expect(ids(await planned({ regions: ['sa-east-1'] }, { regions }))).toEqual([
      '111122223333/sa-east-1/ec2',
      '111122223333/global/s3',
    ]);
  });

  it('for other accounts through their roles, each account once', async () => {
    const members = async () => ({
      accounts: [own, { accountId: '444455556666', partition: 'aws', roleArn: 'other' }],
    });
    const plan = await planned(
      { roles: [{ roleArn, externalId: 'word' }], organization: { roleName: 'x' } },
      { members },
    );
    expect(plan.accounts).toEqual([own, { accountId: '444455556666', partition: 'aws', roleArn, externalId: 'word' }]);
    expect(plan.cells).toHaveLength(6);
  });
});

describe('What may not be listed is written down, and the rest is scanned', () => {
  it('an account whose role lets nobody in', async () => {
    const enter: Survey['enter'] = async ({ roleArn: role }) =>
      role === undefined ? { isOpen: true } : { outcome: 'denied', reason: 'sts:AssumeRole was denied' };
    const plan = await planned({ roles: [{ roleArn }] }, { enter });
    expect(plan.cells).toHaveLength(3);
    expect(plan.troubles).toMatchObject([{ id: '444455556666/global/account', outcome: 'denied' }]);
  });

  it('regions that nobody may list: those that everybody has are scanned', async () => {
    const regions = async () => ({ regions: ['us-east-1'], outcome: 'denied' as const, reason: 'denied' });
    const plan = await planned({}, { regions });
    expect(ids(plan)).toEqual(['111122223333/us-east-1/ec2', '111122223333/global/s3']);
    expect(plan.troubles).toMatchObject([{ id: '111122223333/global/regions', outcome: 'denied' }]);
  });

  it('an organization that nobody may look into', async () => {
    const members = async () => ({ accounts: [], outcome: 'denied' as const, reason: 'denied' });
    const plan = await planned({ organization: { roleName: 'x' } }, { members });
    expect(plan.cells).toHaveLength(3);
    expect(plan.troubles).toMatchObject([{ id: '111122223333/global/organization', outcome: 'denied' }]);
  });

  it('more cells than a job can count', async () => {
    const accounts = Array.from({ length: 9_000 }, (_, index) => ({ accountId: `${index}`, partition: 'aws' }));
    const members = async () => ({ accounts });
    await expect(planned({ organization: { roleName: 'x' } }, { members })).rejects.toMatchObject({
      code: 'TOO_MANY_CELLS',
    });
  });
});
