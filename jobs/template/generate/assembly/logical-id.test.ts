import fc from 'fast-check';
import { logicalIdClaims, logicalIdFrom } from './logical-id.ts';

describe('a logical id made of a name', () => {
  it.each([
    ['web', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'WebAlb'],
    ['web-alb', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'WebAlb'],
    ['orders-table', 'AWS::DynamoDB::Table', 'OrdersTable'],
    ['orders', 'AWS::DynamoDB::Table', 'OrdersTable'],
    ['private-subnet-a', 'AWS::EC2::Subnet', 'PrivateSubnetA'],
    ['web-sg', 'AWS::EC2::SecurityGroup', 'WebSg'],
    ['web-role-policy', 'AWS::IAM::Role', 'WebRolePolicyRole'],
    ['/aws/lambda/orders-api', 'AWS::Logs::LogGroup', 'OrdersApiLogGroup'],
    ['Café Zürich', 'AWS::S3::Bucket', 'CafeZurichBucket'],
    ['2nd', 'AWS::S3::Bucket', 'Bucket2nd'],
    ['日本', 'AWS::S3::Bucket', 'Bucket'],
    [undefined, 'AWS::EC2::VPC', 'Vpc'],
  ])('%s of %s is %s', (name, type, expected) => {
    expect(logicalIdFrom(name, type, {})).toBe(expected);
  });

  it('is one that CloudFormation takes, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        expect(logicalIdFrom(name, 'AWS::SQS::Queue', {})).toMatch(/^[A-Za-z][A-Za-z0-9]{0,254}$/);
      }),
    );
  });
});

describe('claimed logical ids', () => {
  it('are unique and valid, however often one is wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z][a-z0-9]{0,3}$/), { maxLength: 200 }), (wanted) => {
        const { claim } = logicalIdClaims(['Taken']);
        const ids = wanted.map(claim);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
      }),
    );
  });
  it('stay within 255 characters', () => {
    const { claim } = logicalIdClaims();
    const ids = ['A'.repeat(300), 'A'.repeat(300)].map(claim);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(255);
  });
});
