import { isObject } from '#schemas/json.ts';
import { group, made, queue, registry, exported as resource, role, table, vpc, written } from '../assembly/samples.ts';
import { exported } from './exported.ts';

const outputsOf = (...args: Parameters<typeof made>) => made(...args).template.Outputs ?? {};

describe('the outputs', () => {
  it('are what stacks built on this one import, each exported under the name of the stack', () => {
    expect(outputsOf([vpc, queue])).toEqual({
      ShopVpcId: {
        Description: 'Id of the VPC',
        Value: { Ref: 'ShopVpc' },
        Export: { Name: { 'Fn::Sub': '${AWS::StackName}-ShopVpcId' } },
      },
      OrdersQueueUrl: expect.objectContaining({ Value: { Ref: 'OrdersQueue' } }),
      OrdersQueueArn: expect.objectContaining({ Value: { 'Fn::GetAtt': ['OrdersQueue', 'Arn'] } }),
    });
  });

  it('tell of a role or a security group only if nothing here uses it', () => {
    const alone = group('clients', 'sg-0a1b2c3d4e5f60718', {});
    expect(Object.keys(outputsOf([role, alone]))).toEqual(['ClientsSecurityGroupId', 'ApiRoleArn']);
    const user = resource('AWS::IAM::InstanceProfile', { Roles: ['api'] }, { name: 'web' });
    expect(outputsOf([role, user])).toEqual({});
  });

  it('tell of a stream only where there is one', () => {
    const streaming = {
      ...table,
      properties: { ...table.properties, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
    };
    expect(Object.keys(outputsOf([table]))).toEqual(['WebTableName', 'WebTableArn']);
    expect(Object.keys(outputsOf([streaming]))).toContain('WebTableStreamArn');
  });

  it('stay as their author wrote them for what came in a template', () => {
    const topic = written('a.yaml', 'Topic', 'AWS::SNS::Topic', {});
    const sections = { Outputs: { Topic: { Value: { Ref: 'Topic' } } } };
    expect(outputsOf([topic], [{ source: { file: 'a.yaml', pointer: '' }, sections }])).toEqual(sections.Outputs);
  });

  it('are 200 at most, the roots among them, and a finding says how many are not there', () => {
    const queues = Array.from({ length: 120 }, (_, at) =>
      resource('AWS::SQS::Queue', { QueueName: `q-${at}` }, { name: `q-${at}`, ref: `https://sqs/1/q-${at}` }),
    );
    const { template, findings } = made([...queues, vpc]);
    expect(Object.keys(template.Outputs ?? {})).toHaveLength(200);
    expect(template.Outputs).toHaveProperty('ShopVpcId');
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'outputs-left-out', message: expect.stringContaining('41') }),
    );
  });

  it('name only what CloudFormation returns, and no secret', () => {
    for (const [name, rows] of Object.entries(exported)) {
      const type = registry.type(name);
      expect([name, isObject(type)]).toEqual([name, true]);
      for (const { attribute } of rows) {
        if (attribute !== undefined)
          expect([name, type?.attributes]).toEqual([name, expect.arrayContaining([attribute])]);
        expect(attribute ?? '').not.toMatch(/secret|password|token/i);
      }
    }
  });
});
