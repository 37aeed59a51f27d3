import { setTimeout as sleep } from 'node:timers/promises';
import { type ConverseServer, converseServer, failure, toolCall } from '#shared/testing/converse.ts';
import { type Pipeline, startPipeline, withoutEngine } from './harness.ts';

const group = JSON.stringify({
  SecurityGroups: [
    {
      GroupId: 'sg-0123456789abcdef0',
      GroupName: 'databases',
      Description: 'databases',
      SecurityGroupArn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0123456789abcdef0',
      OwnerId: '111122223333',
      VpcId: 'vpc-0123456789abcdef0',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      Tags: [],
    },
  ],
});
const database = JSON.stringify({
  DBInstances: [
    {
      DBInstanceIdentifier: 'ledger',
      DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
      DBInstanceClass: 'db.t4g.medium',
      Engine: 'postgres',
      DBInstanceStatus: 'available',
      PubliclyAccessible: true,
      Endpoint: { Address: 'ledger.example', Port: 5432 },
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0123456789abcdef0', Status: 'active' }],
    },
  ],
});

describe('A model that is throttled when an inventory is reported', () => {
  let model: ConverseServer;
  let pipeline: Pipeline;

  beforeAll(async () => {
    model = await converseServer();
    pipeline = await startPipeline({
      env: {
        ...withoutEngine,
        MODEL_ENABLED: 'true',
        MODEL_ID: 'stub-model',
        MODEL_ATTEMPT_SECONDS: '2',
        MODEL_DEADLINE_SECONDS: '4',
        MODEL_INSIGHT_RETRY_SECONDS: '3',
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: model.url,
      },
    });
  }, 120_000);
  afterAll(async () => {
    await pipeline.stop();
    await model.close();
  });

  it('delays no report and no alert; what it says follows in an email of its own', async () => {
    let isBusy = true;
    const words = { summary: ['Close the port to the world.'], priorities: [] };
    model.answer = () => (isBusy ? failure(429, 'ThrottlingException') : toolCall(words, 'write_insight'));
    const options = JSON.stringify({ kind: 'inventory' });
    await pipeline.drop('account', { 'dropforge.json': options, 'groups.json': group, 'databases.json': database });
    const job = await pipeline.settled('account', 'Succeeded');
    isBusy = false;
    expect(job.notifications.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('AWS Inventory CRITICAL - '),
      'AWS Inventory CRITICAL - Database is publicly accessible: ledger',
      expect.stringContaining('Resources Scanned'),
    ]);
    const subjects = () => pipeline.emailsOf('account').map(({ subject }) => subject);
    for (let tries = 0; tries < 120 && subjects().length < 4; tries++) await sleep(250);
    expect(subjects().at(3)).toContain('what matters');
    const last = pipeline.emailsOf('account').at(3);
    expect(last?.body).toContain('Close the port to the world.');
    const page = (await pipeline.job('account'))?.output.artifacts.find(({ name }) => name === 'report.html');
    expect(await pipeline.read(page?.key ?? '')).toContain('Close the port to the world.');
  }, 120_000);
});
