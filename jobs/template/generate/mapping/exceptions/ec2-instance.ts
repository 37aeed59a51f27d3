import { field, itemsOf, literal, put, take, textOf } from '../found.ts';
import { each, gather, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';
import { vcpusOf } from './instance-cpus.ts';

/** Only the root volume is the instance's own; others are attached by AWS::EC2::VolumeAttachment. */
const shapeDevices = (shaping: Shaping): void => {
  const { found } = shaping;
  const root = textOf(field(found, 'RootDeviceName'));
  const mappings = itemsOf(take(found, 'BlockDeviceMappings'));
  const kept = mappings.filter((mapping) => textOf(field(mapping, 'DeviceName')) === root);
  const states = [
    'VolumeId',
    'AttachTime',
    'Status',
    'VolumeOwnerId',
    'AssociatedResource',
    'Operator',
    'EbsCardIndex',
  ];
  for (const mapping of kept) {
    for (const name of states) shaping.dropNode(take(mapping, `Ebs.${name}`), 'read-only', 'the volume that AWS made');
  }
  for (const mapping of mappings) {
    if (!kept.includes(mapping)) shaping.dropNode(mapping, 'read-only', 'told by the attachment of the volume');
  }
  if (kept.length > 0) put(found, 'BlockDeviceMappings', { kind: 'list', items: kept });
};

const shapeProfile = (shaping: Shaping): void => {
  const { found } = shaping;
  const profile = field(found, 'IamInstanceProfile');
  const arn = field(profile, 'Arn');
  if (profile?.kind !== 'object' || !arn) return;
  take(found, 'IamInstanceProfile');
  shaping.dropNode(take(profile, 'Id'), 'read-only', 'told by the name');
  put(found, 'IamInstanceProfile', told(arn, textOf(arn)?.split('/').at(-1)));
};

const shapeMonitoring = ({ found }: Shaping): void => {
  const state = take(found, 'Monitoring.State');
  if (!state) return;
  take(found, 'Monitoring');
  put(found, 'Monitoring', told(state, /^(enabled|pending)$/.test(textOf(state) ?? '')));
};

/** The API always tells the cores and threads; those that the type has anyway can't be set for every type. */
const shapeCpu = (shaping: Shaping): void => {
  const options = field(shaping.found, 'CpuOptions');
  const vcpus = vcpusOf(textOf(field(shaping.found, 'InstanceType')) ?? '');
  const said = Number(textOf(field(options, 'CoreCount'))) * Number(textOf(field(options, 'ThreadsPerCore')));
  if (vcpus === 'fixed' || said === vcpus || Number.isNaN(said)) {
    const note = vcpus === 'fixed' ? 'the type has them fixed' : 'what the type has';
    shaping.drop(['CpuOptions.CoreCount', 'CpuOptions.ThreadsPerCore'], 'service-default', note);
  }
  for (const name of ['AmdSevSnp', 'NestedVirtualization']) {
    if (textOf(field(options, name)) === 'disabled') shaping.drop([`CpuOptions.${name}`], 'service-default');
  }
  if (options?.kind === 'object' && options.fields.size === 0) take(shaping.found, 'CpuOptions');
};

export const instance: Exception = {
  type: 'AWS::EC2::Instance',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html',
  renames: {
    SecurityGroups: 'SecurityGroupIds',
    'Placement.AvailabilityZone': 'AvailabilityZone',
    'Placement.Tenancy': 'Tenancy',
    'Placement.GroupName': 'PlacementGroupName',
    'Placement.HostId': 'HostId',
    'Placement.Affinity': 'Affinity',
    'Placement.HostResourceGroupArn': 'HostResourceGroupArn',
  },
  drops: {
    'read-only': [
      'NetworkInterfaces',
      'AmiLaunchIndex',
      'ProductCodes',
      'Architecture',
      'Hypervisor',
      'RootDeviceType',
      'VirtualizationType',
      'EnaSupport',
      'ClientToken',
      'UsageOperation',
      'UsageOperationUpdateTime',
      'PlatformDetails',
      'Platform',
      'BootMode',
      'CurrentInstanceBootMode',
      'InstanceLifecycle',
      'SpotInstanceRequestId',
      'StateTransitionReason',
      'PublicDnsName',
      'PublicIpAddress',
      'PrivateDnsName',
      'SriovNetSupport',
      'MetadataOptions.State',
      'TpmSupport',
      'Placement.PartitionNumber',
      'Placement.AvailabilityZoneId',
      'CapacityReservationId',
      'Licenses',
      'ElasticGpuAssociations',
      'ElasticInferenceAcceleratorAssociations',
      'Placement.GroupId',
      'OutpostArn',
      'NetworkPerformanceOptions',
    ],
    'service-default': ['MaintenanceOptions', 'CapacityReservationSpecification'],
  },
  shape: (shaping) => {
    shapeDevices(shaping);
    shaping.drop(['RootDeviceName'], 'read-only', 'told by the image');
    shapeProfile(shaping);
    shapeMonitoring(shaping);
    shapeCpu(shaping);
    rename(shaping.found, { 'UserData.Value': 'UserData' });
  },
};

const fixedIops = /^(gp2|st1|sc1|standard)$/;

export const volume: Exception = {
  type: 'AWS::EC2::Volume',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html',
  drops: { 'read-only': ['FastRestored', 'SseType', 'CreateTime'] },
  shape: (shaping) => {
    const { found } = shaping;
    if (fixedIops.test(textOf(field(found, 'VolumeType')) ?? '')) {
      shaping.drop(['Iops', 'Throughput'], 'read-only', 'follows from the size');
    }
    const id = textOf(field(found, 'VolumeId')) ?? shaping.identity;
    each(take(found, 'Attachments'), '', (attachment) => {
      const node = gather(attachment, { InstanceId: 'InstanceId', Device: 'Device' });
      shaping.dropNode(attachment, 'read-only', 'the state it is in');
      const instanceId = textOf(field(node, 'InstanceId'));
      put(node, 'VolumeId', literal(id));
      if (instanceId) shaping.spawn('AWS::EC2::VolumeAttachment', `${id}|${instanceId}`, node);
    });
  },
};

/** A template has versions; the default one is in force. */
export const launchTemplate: Exception = {
  type: 'AWS::EC2::LaunchTemplate',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateVersion.html',
  drops: { 'read-only': ['VersionNumber', 'DefaultVersionNumber', 'LatestVersionNumber'] },
  shape: (shaping) => {
    const { found } = shaping;
    const version = take(found, 'DefaultVersion');
    shaping.dropNode(version, 'read-only', 'the version that AWS keeps');
    if (textOf(version) === 'true') shaping.precedence = 1;
    const tags = take(found, 'Tags');
    if (!tags) return;
    put(found, 'TagSpecifications', {
      kind: 'list',
      items: [
        {
          kind: 'object',
          fields: new Map([
            ['ResourceType', literal('launch-template')],
            ['Tags', tags],
          ]),
        },
      ],
    });
  },
};
