import { field, itemsOf, list, literal, put, take, textOf } from '../found.ts';
import { each, gather, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

/** A device as Terraform shows it, flat, and as EC2 and CloudFormation have it. */
const ebs = {
  delete_on_termination: 'Ebs.DeleteOnTermination',
  encrypted: 'Ebs.Encrypted',
  iops: 'Ebs.Iops',
  kms_key_id: 'Ebs.KmsKeyId',
  snapshot_id: 'Ebs.SnapshotId',
  throughput: 'Ebs.Throughput',
  volume_size: 'Ebs.VolumeSize',
  volume_type: 'Ebs.VolumeType',
};

const chosen = /^(gp3|io1|io2)$/;

const shapeDevices = (shaping: Shaping): void => {
  const names = ['root_block_device', 'ebs_block_device'];
  const devices = names.flatMap((name) => itemsOf(take(shaping.found, name)));
  for (const device of devices) {
    if (device.kind !== 'object') continue;
    for (const name of ['volume_id', 'tags', 'tags_all'])
      shaping.dropNode(take(device, name), 'read-only', 'the volume that AWS made');
    const type = textOf(field(device, 'volume_type')) ?? '';
    for (const name of ['iops', 'throughput']) {
      const isIdle =
        textOf(field(device, name)) === '0' || !chosen.test(type) || (name === 'throughput' && type !== 'gp3');
      if (isIdle) shaping.dropNode(take(device, name), 'service-default', 'follows from the volume’s type and size');
    }
    rename(device, ebs);
  }
  const named = devices.filter((device) => textOf(field(device, 'device_name')));
  for (const device of devices)
    if (!named.includes(device)) shaping.dropNode(device, 'not-deployable', 'its device is told by the image');
  if (named.length > 0) put(shaping.found, 'BlockDeviceMappings', list(named));
};

const isBase64 = (text: string) => Buffer.from(text, 'base64').toString('base64') === text;

/** A state of the provider before its version 6 keeps the digest of the script, a later one the script; `user_data_base64` has it, too. */
const shapeUserData = (shaping: Shaping): void => {
  const { found } = shaping;
  const isDigest = /^[0-9a-f]{40}$/.test(textOf(field(found, 'user_data')) ?? '');
  if (isDigest) shaping.drop(['user_data'], 'not-deployable', 'a digest of the script, not the script');
  if (textOf(field(found, 'user_data_base64'))) {
    shaping.drop(['user_data'], 'superseded', 'told by user_data_base64');
    rename(found, { user_data_base64: 'UserData' });
    return;
  }
  const script = textOf(field(found, 'user_data'));
  if (script && !isBase64(script)) {
    put(found, 'UserData', told(take(found, 'user_data'), Buffer.from(script, 'utf8').toString('base64')));
  }
};

const instance: TerraformException = {
  from: ['aws_instance'],
  blocks: [
    'metadata_options',
    'credit_specification',
    'enclave_options',
    'private_dns_name_options',
    'launch_template',
  ],
  renames: {
    ami: 'ImageId',
    vpc_security_group_ids: 'SecurityGroupIds',
    key_name: 'KeyName',
    placement_group: 'PlacementGroupName',
    private_dns_name_options: 'PrivateDnsNameOptions',
    'enclave_options.enabled': 'EnclaveOptions.Enabled',
  },
  unset: ['placement_partition_number', 'hibernation', 'ipv6_address_count', 'secondary_private_ips'],
  drops: {
    'read-only': [
      'associate_public_ip_address',
      'cpu_core_count',
      'cpu_threads_per_core',
      'instance_state',
      'network_interface',
      'primary_network_interface',
      'primary_network_interface_id',
      'private_dns',
      'public_dns',
      'public_ip',
      'private_ip',
      'ipv6_addresses',
      'security_groups',
      'instance_lifecycle',
      'spot_instance_request_id',
      'password_data',
      'outpost_arn',
      'placement_group_id',
    ],
    'service-default': [
      'cpu_options',
      'maintenance_options',
      'capacity_reservation_specification',
      'instance_market_options',
      'network_performance_options',
      'ephemeral_block_device',
    ],
  },
  shape: (shaping) => {
    each(shaping.found, 'root_block_device', (device) => {
      const note = 'AWS::EC2::Instance has no throughput of volumes';
      shaping.dropNode(take(device, 'throughput'), 'not-deployable', note);
    });
    shapeDevices(shaping);
    shapeUserData(shaping);
    const hibernation = take(shaping.found, 'hibernation');
    if (hibernation) put(shaping.found, 'HibernationOptions.Configured', hibernation);
    if (textOf(field(shaping.found, 'EnclaveOptions.Enabled')) === 'false')
      shaping.drop(['EnclaveOptions'], 'service-default', 'off');
    // The API's own exception keeps the root device alone, told by its name.
    const [root] = itemsOf(field(shaping.found, 'BlockDeviceMappings'));
    put(shaping.found, 'RootDeviceName', literal(textOf(field(root, 'device_name')) ?? null));
  },
};

const templateBlocks = [
  'capacity_reservation_specification',
  'cpu_options',
  'credit_specification',
  'enclave_options',
  'hibernation_options',
  'iam_instance_profile',
  'instance_market_options',
  'instance_market_options.spot_options',
  'maintenance_options',
  'metadata_options',
  'monitoring',
  'placement',
  'private_dns_name_options',
  'block_device_mappings.ebs',
];

const ofTemplate = [
  'id',
  'arn',
  'name',
  'tags',
  'description',
  'default_version',
  'latest_version',
  'tagspecifications',
];

const launchTemplate: TerraformException = {
  from: ['aws_launch_template'],
  blocks: templateBlocks,
  renames: {
    vpc_security_group_ids: 'SecurityGroupIds',
    security_group_names: 'SecurityGroups',
    description: 'VersionDescription',
  },
  shape: (shaping) => {
    const { found } = shaping;
    each(found, 'network_interfaces', (face) => {
      rename(face, { security_groups: 'Groups' });
      for (const name of [
        'ipv4_address_count',
        'ipv6_address_count',
        'network_card_index',
        'ipv4_prefix_count',
        'ipv6_prefix_count',
      ])
        if (textOf(field(face, name)) === '0') shaping.dropNode(take(face, name), 'service-default', 'not set');
    });
    each(found, 'block_device_mappings', (mapping) => {
      for (const name of ['ebs.iops', 'ebs.throughput', 'ebs.volume_initialization_rate'])
        if (textOf(field(mapping, name)) === '0') shaping.dropNode(take(mapping, name), 'service-default', 'not set');
    });
    if (textOf(field(found, 'placement.partition_number')) === '0')
      shaping.drop(['placement.partition_number'], 'service-default');
    rename(found, { tag_specifications: 'InstanceTagSpecifications' });
    const inner = [...found.fields.keys()].filter(
      (name) => !ofTemplate.includes(name.toLowerCase()) && name !== 'VersionDescription',
    );
    const data = gather(found, Object.fromEntries(inner.map((name) => [name, name])));
    rename(data, { InstanceTagSpecifications: 'TagSpecifications' });
    put(found, 'LaunchTemplateData', data);
    rename(found, { name: 'LaunchTemplateName' });
    shaping.drop(['default_version', 'latest_version'], 'read-only', 'the version that AWS keeps');
  },
};

const launchConfiguration: TerraformException = {
  from: ['aws_launch_configuration'],
  blocks: ['metadata_options'],
  renames: { name: 'LaunchConfigurationName', enable_monitoring: 'InstanceMonitoring' },
  shape: (shaping) => {
    shapeDevices(shaping);
    shapeUserData(shaping);
  },
};

const volume: TerraformException = {
  from: ['aws_ebs_volume'],
  renames: { type: 'VolumeType' },
  drops: { 'not-deployable': ['final_snapshot'] },
  unset: ['throughput', 'multi_attach_enabled', 'volume_initialization_rate'],
};

export const compute: readonly TerraformException[] = [instance, launchConfiguration, launchTemplate, volume];
