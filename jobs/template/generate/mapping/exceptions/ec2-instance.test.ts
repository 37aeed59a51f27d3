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
    expect(volume('/dev/xvda').types).toEqual(['EC2::Volume']);
  });
});
