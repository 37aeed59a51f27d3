import type { JsonObject } from '#schemas/json.ts';
import { mapOne } from './map-one.ts';

const networkInterface = (more: JsonObject) =>
  mapOne('AWS::EC2::NetworkInterface', {
    NetworkInterfaceId: 'eni-1',
    SubnetId: 'subnet-1',
    InterfaceType: 'interface',
    PrivateIpAddress: '10.0.0.5',
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: '10.0.0.5' },
      { Primary: false, PrivateIpAddress: '10.0.0.6' },
    ],
    ...more,
  });

describe('a network interface', () => {
  it('says its primary address once', () => {
    const { properties, lost } = networkInterface({});
    expect(properties[0]).not.toHaveProperty('PrivateIpAddress');
    expect(properties[0]?.PrivateIpAddresses).toHaveLength(2);
    expect(lost).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['that AWS makes for another resource', { RequesterManaged: true }],
    ['that an instance makes for itself', { Attachment: { DeviceIndex: 0, InstanceId: 'i-1' } }],
  ])('%s is not made again', (_, more) => {
    const { types, lost } = networkInterface(more);
    expect(types).toEqual([]);
    expect(lost).toEqual([]);
  });

  it('that is added to an instance stays', () => {
    expect(networkInterface({ Attachment: { DeviceIndex: 1, InstanceId: 'i-1' } }).types).toHaveLength(1);
  });
});
