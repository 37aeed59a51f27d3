import { account, exported, made, part, propertiesOf, queue, region } from './samples.ts';

const asked = (name: string) => ({ 'Dropforge::Parameter': { name, description: name } });

const functions = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const name = `f-${at}`;
    const Environment = { Variables: { TOKEN: { 'Dropforge::Secret': { hint: 'TOKEN' } } } };
    const Code = { S3Bucket: asked('CodeS3Bucket'), S3Key: asked('CodeS3Key') };
    return exported('AWS::Lambda::Function', { Code, Environment }, { name, ref: name });
  });

describe('parameters for what no export shows', () => {
  it('are each function’s own for the key of its code, and one for the bucket', () => {
    const result = made(functions(2));
    expect(propertiesOf(result, 'F0Function')?.Code).toEqual({
      S3Bucket: { Ref: 'CodeS3Bucket' },
      S3Key: { Ref: 'F0FunctionCodeS3Key' },
    });
    expect(Object.keys(result.template.Parameters ?? {})).toHaveLength(1 + 2 + 2);
  });

  it('stay within what a template may have: many say where all of them are', () => {
    const result = made(functions(150));
    expect(propertiesOf(result, 'F7Function')).toMatchObject({
      Code: { S3Key: { 'Fn::Sub': '${CodeS3KeyPrefix}F7Function.zip' } },
      Environment: {
        Variables: { TOKEN: { 'Fn::Sub': '{{resolve:secretsmanager:${SecretsName}:SecretString:F7FunctionToken}}' } },
      },
    });
    expect(Object.keys(result.template.Parameters ?? {}).sort()).toEqual([
      'CodeS3Bucket',
      'CodeS3KeyPrefix',
      'SecretsName',
    ]);
  });
});

describe('what belongs to a stack already', () => {
  it('is made anew, and told of', () => {
    const tags = { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'orders-prod' }] };
    const result = made([{ ...queue, parts: [part('q.json', { account, region, properties: tags })] }]);
    expect(Object.keys(result.template.Resources)).toEqual(['OrdersQueue']);
    expect(result.findings).toContainEqual(
      expect.objectContaining({ rule: 'belongs-to-stack', message: expect.stringContaining('orders-prod') }),
    );
  });
});
