import fc from 'fast-check';
import { maskSecrets, maskSections } from './secrets.ts';

const hidden = (hint: string) => ({ 'Dropforge::Secret': { hint } });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a secret is replaced by a marker that names it', () => {
  it.each([
    ['a property', { MasterUserPassword: 'x' }, { MasterUserPassword: hidden('MasterUserPassword') }],
    [
      "a function's variable",
      { Variables: { DB_PASSWORD: 'a b c' } },
      { Variables: { DB_PASSWORD: hidden('DB_PASSWORD') } },
    ],
    [
      "a container's variable",
      {
        environment: [
          { name: 'API_TOKEN', value: 'abc' },
          { name: 'LOG_LEVEL', value: 'info' },
        ],
      },
      {
        environment: [
          { name: 'API_TOKEN', value: hidden('API_TOKEN') },
          { name: 'LOG_LEVEL', value: 'info' },
        ],
      },
    ],
    [
      'a SecureString',
      { Name: '/app/x', Type: 'SecureString', Value: 'v' },
      { Name: '/app/x', Type: 'SecureString', Value: hidden('/app/x') },
    ],
    [
      'the value of a secret',
      { Name: 's', SecretString: '{"a":"b"}' },
      { Name: 's', SecretString: hidden('SecretString') },
    ],
  ])('by its name: %s', (_, found, expected) => {
    expect(maskSecrets(found)).toEqual(expected);
  });

  it.each([
    ['an access key id', `AKIA${'A1B2C3D4E5F6G7H8'}`],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'],
    ['a connection string', 'postgres://shop:tr0ub4dor@db.example.com:5432/shop'],
    ['an ADO connection string', 'Server=db;User Id=shop;Password=tr0ub4dor;'],
    ['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['a bearer token', 'Bearer abcdefghijklmnop1234'],
    ['a GitHub token', `ghp_${'a'.repeat(36)}`],
    ['a Slack token', `xoxb-${'1'.repeat(12)}`],
    ['a Stripe key', `sk_live_${'a'.repeat(24)}`],
    ['JSON that holds a password', '{"username":"shop","password":"tr0ub4dor"}'],
  ])('by its looks: %s', (_, text) => {
    expect(maskSecrets({ Setting: text })).toEqual({ Setting: hidden('Setting') });
  });

  it('in a start-up script, packed in base64 or in intrinsic functions', () => {
    const script = '#!/bin/bash\nexport DB_PASSWORD=tr0ub4dor\n';
    const parts = ['#!/bin/bash\nexport ', 'DB_PASSWORD=', { hint: 'DB_PASSWORD' }, '\n'];
    expect(maskSecrets({ UserData: base64(script) })).toEqual({
      UserData: { 'Dropforge::Secret': { hint: 'UserData', script: [`${parts[0]}${parts[1]}`, parts[2], parts[3]] } },
    });
    const start = '#!/bin/bash\nexport DB_PASSWORD=';
    for (const name of ['user_data', 'user_data_base64']) {
      expect(maskSecrets({ [name]: base64(script) })[name]).toMatchObject({
        'Dropforge::Secret': { script: [`${parts[0]}${parts[1]}`, parts[2], parts[3]] },
      });
    }
    const inSub = {
      'Fn::Sub': [`${start}\${DropforgeSecret1}\n\${Name}`, { DropforgeSecret1: hidden('DB_PASSWORD') }],
    };
    expect(maskSecrets({ UserData: { 'Fn::Base64': { 'Fn::Sub': `${script}\${Name}` } } })).toEqual({
      UserData: { 'Fn::Base64': inSub },
    });
    const joined = { 'Fn::Base64': { 'Fn::Join': ['', [start, hidden('DB_PASSWORD'), '\n']] } };
    expect(maskSecrets({ UserData: { 'Fn::Base64': script } })).toEqual({ UserData: joined });
    expect(maskSecrets({ UserData: joined })).toEqual({ UserData: joined });
    const twice = { 'Fn::Base64': { 'Fn::Sub': `${script}echo tr0ub4dor` } };
    expect(maskSecrets({ UserData: twice })).toEqual({ UserData: hidden('UserData') });
  });

  it('in a branch of Fn::If, leaving the condition and the other branch', () => {
    expect(maskSecrets({ Password: { 'Fn::If': ['IsProduction', 'tr0ub4dor', { Ref: 'Given' }] } })).toEqual({
      Password: { 'Fn::If': ['IsProduction', hidden('Password'), { Ref: 'Given' }] },
    });
  });

  it("as a template parameter's default", () => {
    const sections = {
      Parameters: {
        DbPassword: { Type: 'String', Default: 'x' },
        Plain: { Type: 'String', NoEcho: true, Default: 'y' },
      },
    };
    expect(maskSections(sections)).toEqual({
      Parameters: {
        DbPassword: { Type: 'String', Default: hidden('DbPassword') },
        Plain: { Type: 'String', NoEcho: true, Default: hidden('Plain') },
      },
    });
  });
});

describe('what only refers to a secret, or merely sounds like one, stays', () => {
  it.each([
    [{ MasterUserPassword: '{{resolve:secretsmanager:shop:SecretString:password}}' }],
    [{ DB_SECRET: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-Xy7Qz1' }],
    [{ DB_PASSWORD: '/prod/db/password' }],
    [{ MasterUserPassword: { Ref: 'Password' } }],
    [{ MasterUserPassword: { 'Fn::Sub': '{{resolve:ssm-secure:${Name}}}' } }],
    [{ Url: { 'Fn::Sub': 'postgres://${User}:${Password}@db' } }],
    [{ SecretArn: 'arn:aws:secretsmanager:x', PASSWORD_FILE: '/run/secret', TokenUrl: 'https://example.com/token' }],
    [{ HttpTokens: 'required', NextToken: 'abc', AuthTokenEnabled: 'true', AuthenticationType: 'password' }],
    [{ AttributeDefinitions: [{ AttributeName: 'password', AttributeType: 'S' }] }],
    [{ GenerateSecretString: { SecretStringTemplate: '{"username":"shop"}', GenerateStringKey: 'password' } }],
    [{ CodeSha256: 'q6vS1xqS0gF0f4nT1c0v3m9y2yQb0o8k2m2d5bq4a1c=', KmsMasterKeyId: 'alias/aws/sns' }],
    [{ ZipFile: 'const password = process.env.DB_PASSWORD; exports.handler = async () => connect(password);' }],
    [{ UserData: base64('#!/bin/bash\nexport DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id shop)\n') }],
    [{ Policy: '{"Statement":[{"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}' }],
  ])('%j', (found) => {
    expect(maskSecrets(found)).toBe(found);
  });
});

describe('masking keeps everything else', () => {
  it('never shows a value that stood under the name of a password', () => {
    const secret = fc.stringMatching(/^[A-Za-z]{12,20}#[0-9]{4}$/);
    fc.assert(
      fc.property(secret, fc.jsonValue({ maxDepth: 3 }), (value, beside) => {
        const found = {
          beside: JSON.stringify(beside),
          list: [{ DB_PASSWORD: value }, { name: 'ADMIN_PASSWORD', value }],
        };
        expect(JSON.stringify(maskSecrets(found))).not.toContain(value);
      }),
    );
  });
});
