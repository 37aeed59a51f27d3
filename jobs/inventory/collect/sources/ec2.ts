import {
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { scanClient } from './client.ts';
import { arnIn, foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import type { ScanContext, Source } from './source.ts';

type Paged = { readonly NextToken?: string };

const instance = 'AWS::EC2::Instance';

const after = (token: string | undefined): Paged => (token === undefined ? {} : { NextToken: token });

/** A filter takes so many values at the most. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const filterValues = 200;

/** Gone within the hour, and none of anybody's concern: a terminated instance is not there any more. */
const isThere = (state: string | undefined): boolean => state !== 'terminated';

const listingsOf = (context: ScanContext): readonly Listing[] => {
  const ec2 = scanClient(EC2Client, context);
  const options = { abortSignal: context.signal };
  const images = new Set<string>();
  /** Whether this worker began the list of instances: only then does it know all their images. */
  let isWhole = false;

  const instances: Listing = {
    types: [instance],
    action: 'ec2:DescribeInstances',
    async page(token) {
      isWhole ||= token === undefined;
      const page = await ec2.send(new DescribeInstancesCommand({ MaxResults: 1000, ...after(token) }), options);
      const all = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
      const resources = all.flatMap((each) => {
        const { InstanceId: id, State, LaunchTime, Tags, ImageId } = each;
        if (id === undefined || !isThere(State?.Name)) return [];
        if (ImageId !== undefined) images.add(ImageId);
        const arn = arnIn(context, 'ec2', `instance/${id}`);
        return [
          foundResource(
            { type: instance, id, arn, state: State?.Name, createdAt: LaunchTime, tags: Tags, configuration: each },
            context,
          ),
        ];
      });
      return { resources, next: page.NextToken };
    },
  };

  /** Where another worker began the list it is read again, for the images alone. */
  const imagesInUse = async (): Promise<readonly string[]> => {
    if (!isWhole) {
      let token: string | undefined;
      do token = (await instances.page(token)).next;
      while (token !== undefined);
    }
    return [...images].sort();
  };

  const usedImages: Listing = {
    types: ['AWS::EC2::Image'],
    action: 'ec2:DescribeImages',
    // By filter, not by id: an image that is gone would fail the whole call.
    async page(token) {
      const start = Number(token ?? 0);
      const all = await imagesInUse();
      const ids = all.slice(start, start + filterValues);
      if (ids.length === 0) return { resources: [] };
      const command = new DescribeImagesCommand({
        Filters: [{ Name: 'image-id', Values: [...ids] }],
        IncludeDeprecated: true,
      });
      const { Images = [] } = await ec2.send(command, options);
      const resources = Images.flatMap((each) => {
        const { ImageId: id, Name, State, CreationDate, Tags } = each;
        if (id === undefined) return [];
        const arn = `arn:${context.partition}:ec2:${context.cell.region}::image/${id}`;
        const createdAt = CreationDate === undefined ? undefined : new Date(CreationDate);
        return [
          foundResource(
            { type: 'AWS::EC2::Image', id, arn, name: Name, state: State, createdAt, tags: Tags, configuration: each },
            context,
          ),
        ];
      });
      const next = start + filterValues;
      return { resources, next: next < all.length ? String(next) : undefined };
    },
  };

  const volumes: Listing = {
    types: ['AWS::EC2::Volume'],
    action: 'ec2:DescribeVolumes',
    async page(token) {
      const page = await ec2.send(new DescribeVolumesCommand({ MaxResults: 500, ...after(token) }), options);
      const resources = (page.Volumes ?? []).flatMap((each) => {
        const { VolumeId: id, State, CreateTime, Tags } = each;
        if (id === undefined) return [];
        const arn = arnIn(context, 'ec2', `volume/${id}`);
        return [
          foundResource(
            { type: 'AWS::EC2::Volume', id, arn, state: State, createdAt: CreateTime, tags: Tags, configuration: each },
            context,
          ),
        ];
      });
      return { resources, next: page.NextToken };
    },
  };

  const addresses: Listing = {
    types: ['AWS::EC2::EIP'],
    action: 'ec2:DescribeAddresses',
    async page() {
      const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}), options);
      const resources = Addresses.flatMap((each) => {
        const id = each.AllocationId ?? each.PublicIp;
        if (id === undefined) return [];
        const arn = arnIn(context, 'ec2', `elastic-ip/${id}`);
        return [foundResource({ type: 'AWS::EC2::EIP', id, arn, tags: each.Tags, configuration: each }, context)];
      });
      return { resources };
    },
  };

  const groups: Listing = {
    types: ['AWS::EC2::SecurityGroup'],
    action: 'ec2:DescribeSecurityGroups',
    async page(token) {
      const page = await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 1000, ...after(token) }), options);
      const resources = (page.SecurityGroups ?? []).flatMap((each) => {
        const { GroupId: id, GroupName, Tags } = each;
        if (id === undefined) return [];
        const arn = arnIn(context, 'ec2', `security-group/${id}`);
        return [
          foundResource(
            { type: 'AWS::EC2::SecurityGroup', id, arn, name: GroupName, tags: Tags, configuration: each },
            context,
          ),
        ];
      });
      return { resources, next: page.NextToken };
    },
  };

  const snapshots: Listing = {
    types: ['AWS::EC2::Snapshot'],
    action: 'ec2:DescribeSnapshots',
    async page(token) {
      const command = new DescribeSnapshotsCommand({ OwnerIds: ['self'], MaxResults: 1000, ...after(token) });
      const page = await ec2.send(command, options);
      const resources = (page.Snapshots ?? []).flatMap((each) => {
        const { SnapshotId: id, State, StartTime, Tags, OwnerId = context.cell.accountId } = each;
        if (id === undefined || OwnerId !== context.cell.accountId) return [];
        const arn = arnIn(context, 'ec2', `snapshot/${id}`);
        return [
          foundResource(
            {
              type: 'AWS::EC2::Snapshot',
              id,
              arn,
              state: State,
              createdAt: StartTime,
              tags: Tags,
              configuration: each,
            },
            context,
          ),
        ];
      });
      return { resources, next: page.NextToken };
    },
  };

  const vpcs: Listing = {
    types: ['AWS::EC2::VPC'],
    action: 'ec2:DescribeVpcs',
    async page(token) {
      const page = await ec2.send(new DescribeVpcsCommand({ MaxResults: 1000, ...after(token) }), options);
      const resources = (page.Vpcs ?? []).flatMap((each) => {
        const { VpcId: id, State, Tags } = each;
        if (id === undefined) return [];
        const arn = arnIn(context, 'ec2', `vpc/${id}`);
        return [
          foundResource({ type: 'AWS::EC2::VPC', id, arn, state: State, tags: Tags, configuration: each }, context),
        ];
      });
      return { resources, next: page.NextToken };
    },
  };

  return [instances, usedImages, volumes, addresses, groups, snapshots, vpcs];
};

/** EC2: instances and the images they run from, volumes, addresses, security groups, own snapshots, VPCs. */
export const ec2: Source = {
  service: 'ec2',
  types: [
    instance,
    'AWS::EC2::Image',
    'AWS::EC2::Volume',
    'AWS::EC2::EIP',
    'AWS::EC2::SecurityGroup',
    'AWS::EC2::Snapshot',
    'AWS::EC2::VPC',
  ],
  scope: 'regional',
  scan: (context, from) => scanListings(listingsOf(context), context, from),
};
