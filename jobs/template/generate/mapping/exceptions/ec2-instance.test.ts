import type { JsonObject } from '#schemas/json.ts';
import { mapOne } from './map-one.ts';

describe('a volume that is attached', () => {
  const volume = (Device: string) =>
    mapOne('AWS::EC2::Volume', {
      VolumeId: 'vol-1',
      Size: 8,
      Attachments: [{ VolumeId: 'vol-1', InstanceId: 'i-1', Device, DeleteOnTermination: true, State: 'attached' }],
    });

  it('stays attached if it ends with its instance and is not what the instance starts from', () => {
    const { types, properties } = volume('/dev/sdf');
    expect(types).toEqual(['EC2::Volume', 'EC2::VolumeAttachment']);
    expect(properties[1]).toEqual({ VolumeId: 'vol-1', InstanceId: 'i-1', Device: '/dev/sdf' });
    expect(volume('/dev/xvda').types).toEqual([]);
  });
});

describe('the CPUs of an instance', () => {
  const cpus = (InstanceType: string, CpuOptions: JsonObject) =>
    mapOne('AWS::EC2::Instance', { InstanceId: 'i-1', InstanceType, CpuOptions }).properties[0]?.CpuOptions;

  it.each([
    ['m5.2xlarge', 4, 2],
    ['m7g.2xlarge', 8, 1],
    ['t3.micro', 1, 2],
    ['t2.micro', 1, 1],
    ['c4.8xlarge', 18, 2],
    ['m5.metal', 48, 2],
  ])('are not said where they are what %s has', (type, CoreCount, ThreadsPerCore) => {
    expect(cpus(type, { CoreCount, ThreadsPerCore })).toBeUndefined();
  });

  it.each([
    ['fewer threads', 'm5.2xlarge', { CoreCount: 4, ThreadsPerCore: 1 }],
    ['fewer cores', 'm5.2xlarge', { CoreCount: 2, ThreadsPerCore: 2 }],
    ['a size that nobody knows', 'q9.giant', { CoreCount: 2, ThreadsPerCore: 2 }],
  ])('stay where they are chosen: %s', (_, type, options) => {
    expect(cpus(type, options)).toEqual(options);
  });
});
