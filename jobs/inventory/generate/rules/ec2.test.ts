import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { configured, said } from '../../testing/said.ts';
import { ebsGp2 } from './ebs-gp2.ts';
import { ebsSnapshotOrphan } from './ebs-snapshot-orphan.ts';
import { ebsUnattached } from './ebs-unattached.ts';
import { ebsUnencrypted } from './ebs-unencrypted.ts';
import { ec2Image } from './ec2-image.ts';
import { ec2Imdsv2 } from './ec2-imdsv2.ts';
import { ec2PreviousGeneration } from './ec2-previous-generation.ts';
import { ec2Stopped } from './ec2-stopped.ts';
import { eipIdle } from './eip-idle.ts';

const instance = (configuration: InventoryResource['configuration'], given: Partial<InventoryResource> = {}) =>
  configured('AWS::EC2::Instance', configuration, given);

const volume = (configuration: InventoryResource['configuration'], given: Partial<InventoryResource> = {}) =>
  configured('AWS::EC2::Volume', configuration, given);

describe('ec2-stopped', () => {
  const stopped = (at: string) =>
    instance(
      { StateTransitionReason: `User initiated (${at} GMT)`, BlockDeviceMappings: [{ Ebs: { VolumeId: 'vol-1' } }] },
      { state: 'stopped' },
    );
  const disk = volume({ Size: 100, VolumeType: 'gp3', Iops: 4000, Throughput: 125 }, { id: 'vol-1' });

  it('tells of one that was stopped more than 30 days ago, with what its volumes cost', () => {
    const finding = said(ec2Stopped, stopped('2026-10-01 12:00:00'), { others: [disk] });
    expect(finding).toMatchObject({
      why: 'It was stopped 50 days ago and keeps 1 of the volumes that were seen.',
      cost: { monthlyUsd: 13, yearlyUsd: 156, arithmetic: '100 GB gp3 x 0.08 USD + 1000 IOPS x 0.005 USD (us-east-1)' },
    });
  });

  it('says nothing on the thirtieth day, but a second later', () => {
    expect(said(ec2Stopped, stopped('2026-10-22 02:00:00'))).toBeUndefined();
    expect(said(ec2Stopped, stopped('2026-10-22 01:59:59'))).toBeDefined();
  });

  it('says nothing of one that runs, nor of one that does not say since when', () => {
    expect(said(ec2Stopped, { ...stopped('2026-01-01 00:00:00'), state: 'running' })).toBeUndefined();
    expect(said(ec2Stopped, instance({ StateTransitionReason: '' }, { state: 'stopped' }))).toBeUndefined();
  });
});

describe('ec2-imdsv2', () => {
  it.each([
    [{ MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled' } }, true],
    [{ metadataOptions: { httpTokens: 'optional' } }, true],
    [{ MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' } }, false],
    [{ MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'disabled' } }, false],
    [{}, false],
  ])('%j: %s', (configuration, expected) =>
    expect(said(ec2Imdsv2, instance(configuration)) !== undefined).toBe(expected),
  );

  it('counts more where the instance has a public address', () =>
    expect(
      said(ec2Imdsv2, instance({ MetadataOptions: { HttpTokens: 'optional' }, PublicIpAddress: '198.51.100.7' })),
    ).toMatchObject({ exposure: 'internet' }));
});

describe('ec2-image', () => {
  const image = (DeprecationTime?: string) =>
    configured('AWS::EC2::Image', DeprecationTime === undefined ? {} : { DeprecationTime }, { id: 'ami-1' });
  const subject = instance({ ImageId: 'ami-1' });

  it.each([
    ['2026-11-21T01:59:59.000Z', true],
    ['2026-11-21T02:00:00.000Z', true],
    ['2026-11-21T02:00:01.000Z', false],
    ['2026-11-20T20:00:00-06:00', true],
    ['2026-11-20T20:00:01-06:00', false],
    [undefined, false],
  ])('an image deprecated on %s: %s', (time, expected) =>
    expect(said(ec2Image, subject, { others: [image(time)] }) !== undefined).toBe(expected),
  );

  it('tells of an image that is gone only if all images in use were seen', () => {
    expect(said(ec2Image, subject, { complete: ['AWS::EC2::Image'] })?.title).toMatch('gone');
    expect(said(ec2Image, subject)).toBeUndefined();
  });
});

describe('ec2-previous-generation', () => {
  it.each([
    ['m4.large', true],
    ['t1.micro', true],
    ['m5.large', false],
    ['m4-flex.large', false],
    ['', false],
  ])('%s: %s', (InstanceType, expected) =>
    expect(said(ec2PreviousGeneration, instance({ InstanceType })) !== undefined).toBe(expected),
  );
});

describe('Volumes', () => {
  it('that are attached to nothing are told with their price', () => {
    const free = volume({ Size: 500, VolumeType: 'io2', Iops: 1000 }, { state: 'available' });
    expect(said(ebsUnattached, free)?.cost).toMatchObject({ monthlyUsd: 127.5 });
    expect(said(ebsUnattached, { ...free, state: 'in-use' })).toBeUndefined();
    expect(said(ebsUnattached, volume({ State: 'available' }))?.cost).toBeUndefined();
  });

  it.each([
    [100, 2],
    [333, 6.66],
    [334, 1.68],
    [1000, 15],
    [2000, 20],
  ])('of %i GB gp2 cost %d USD a month more than a gp3 that is as fast', (Size, monthlyUsd) =>
    expect(said(ebsGp2, volume({ VolumeType: 'gp2', Size }))?.cost).toMatchObject({ monthlyUsd }),
  );

  it('that are gp3 are in order', () => expect(said(ebsGp2, volume({ VolumeType: 'gp3', Size: 1 }))).toBeUndefined());

  it.each([
    [{ Encrypted: false }, true],
    [{ Encrypted: true }, false],
    [{}, false],
  ])('encrypted as in %j: told %s', (configuration, expected) =>
    expect(said(ebsUnencrypted, volume(configuration)) !== undefined).toBe(expected),
  );
});

describe('ebs-snapshot-orphan', () => {
  const snapshot = (StartTime: string, Description = '') =>
    configured('AWS::EC2::Snapshot', { VolumeId: 'vol-1', VolumeSize: 80, StartTime, Description });
  const complete = ['AWS::EC2::Volume'];

  it('tells of a snapshot that outlived its volume by more than 90 days', () =>
    expect(said(ebsSnapshotOrphan, snapshot('2026-01-01T00:00:00Z'), { complete })).toMatchObject({
      cost: { monthlyUsd: 4 },
    }));

  it('says nothing on the ninetieth day', () => {
    expect(said(ebsSnapshotOrphan, snapshot('2026-08-23T02:00:00Z'), { complete })).toBeUndefined();
    expect(said(ebsSnapshotOrphan, snapshot('2026-08-23T01:59:59Z'), { complete })).toBeDefined();
  });

  it('says nothing while the volume is there, was not looked for, or an image or a backup keeps it', () => {
    const old = snapshot('2026-01-01T00:00:00Z');
    expect(said(ebsSnapshotOrphan, old, { complete, others: [volume({}, { id: 'vol-1' })] })).toBeUndefined();
    expect(said(ebsSnapshotOrphan, old)).toBeUndefined();
    const ofImage = snapshot('2026-01-01T00:00:00Z', 'Created by CreateImage(i-1) for ami-1');
    expect(said(ebsSnapshotOrphan, ofImage, { complete })).toBeUndefined();
  });
});

describe('eip-idle', () => {
  const address = (configuration: InventoryResource['configuration']) =>
    configured('AWS::EC2::EIP', { AllocationId: 'eipalloc-1', ...configuration });

  it.each([
    [{}, true],
    [{ AssociationId: '' }, true],
    [{ AssociationId: 'eipassoc-1' }, false],
    [{ NetworkInterfaceId: 'eni-1' }, false],
    [{ InstanceId: 'i-1' }, false],
  ])('%j: %s', (configuration, expected) => expect(said(eipIdle, address(configuration)) !== undefined).toBe(expected));

  it('costs what AWS asks for each hour', () =>
    expect(said(eipIdle, address({}))?.cost).toMatchObject({ monthlyUsd: 3.65, yearlyUsd: 43.8 }));

  it('is not said of what only has a name', () =>
    expect(said(eipIdle, configured('AWS::EC2::EIP', {}))).toBeUndefined());
});
