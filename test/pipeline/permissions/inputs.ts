import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');

export const bucket = JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'dropforge-test-bucket' } });

/** A folder with both files that may say which kind of job it asks for; the second is somebody's export. */
export const asked = { 'dropforge.json': '{}', 'descriptor.json': '{}', 'bucket.json': bucket };

/** A value that no rule knows the right one for: a model is asked. */
export const broken = JSON.stringify({
  Resources: { Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders', VisibilityTimeout: 'soon' } } },
});

/** A database that anybody reaches: a finding that alerts, and that a model is asked to put into words. */
export const exposed = {
  'dropforge.json': JSON.stringify({ kind: 'inventory' }),
  'databases.json': JSON.stringify({
    DBInstances: [
      {
        DBInstanceIdentifier: 'ledger',
        DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
        DBInstanceClass: 'db.t4g.medium',
        Engine: 'postgres',
        DBInstanceStatus: 'available',
        PubliclyAccessible: true,
        Endpoint: { Address: 'ledger.example', Port: 5432 },
        VpcSecurityGroups: [],
      },
    ],
  }),
};

export const specification = async () => ({
  'orders-module.zip': await readFile(join(examples, 'orders-module.zip')),
  'descriptor.json': await readFile(join(examples, 'orders-module.json')),
});

/** A specification's archive that is none: it is refused, and nothing of it is kept. */
export const refused = {
  'a.zip': 'this is no ZIP',
  'descriptor.json': JSON.stringify({
    moduleName: 'M',
    version: '1',
    features: [{ id: 'F', description: 'It is.' }],
  }),
};
