import type { JsonObject } from '#schemas/json.ts';
import { exported, made, propertiesOf, queue, registry, written } from './samples.ts';

const encoded = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

const instance = (userData: string) =>
  exported('AWS::EC2::Instance', { ImageId: 'ami-0a1b2c3d4e5f60718', UserData: userData }, { name: 'web' });

const userDataOf = (assembled: ReturnType<typeof made>) =>
  Object.values(assembled.template.Resources).find(({ Type }) => Type === 'AWS::EC2::Instance')?.Properties?.UserData;

describe('user data', () => {
  it('is written as the script it is', () => {
    const script = '#!/bin/sh\nyum install -y nginx\n';
    expect(userDataOf(made([instance(encoded(script))]))).toEqual({ 'Fn::Base64': script });
  });

  it('refers to the resources that the script names', () => {
    const script = `#!/bin/sh\nexport QUEUE=${queue.ref}\n`;
    expect(userDataOf(made([queue, instance(encoded(script))]))).toEqual({
      'Fn::Base64': { 'Fn::Sub': '#!/bin/sh\nexport QUEUE=${OrdersQueue}\n' },
    });
  });

  it('is joined with a parameter for each secret that was cut out of it', () => {
    const script = ['export DB_PASSWORD=', { hint: 'DB_PASSWORD' }, '\nrun\n'];
    const masked = exported(
      'AWS::EC2::Instance',
      { UserData: { 'Dropforge::Secret': { hint: 'UserData', script } } },
      { name: 'web' },
    );
    const assembled = made([masked]);
    expect(userDataOf(assembled)).toEqual({
      'Fn::Base64': { 'Fn::Join': ['', ['export DB_PASSWORD=', { Ref: 'WebInstanceDbPassword' }, '\nrun\n']] },
    });
    expect(assembled.template.Parameters?.WebInstanceDbPassword).toMatchObject({ NoEcho: true });
  });

  it('stays as it is where it is no text, or would not become the same again', () => {
    for (const data of [encoded(new Uint8Array([31, 139, 8, 0, 0, 10])), `${encoded('#!/bin/sh')}\n`, 'plain text']) {
      expect(userDataOf(made([instance(data)]))).toBe(data);
    }
  });

  it('stays as a template has it', () => {
    const data = encoded('#!/bin/sh\n');
    const one = written('template.yaml', 'Web', 'AWS::EC2::Instance', { UserData: data } satisfies JsonObject);
    expect(propertiesOf(made([one]), 'Web')).toEqual({ UserData: data });
  });

  it('is a property the registry knows', () => {
    expect(registry.type('AWS::EC2::Instance')?.properties).toHaveProperty('UserData');
  });
});
