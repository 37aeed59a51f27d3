import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { scanClient } from './client.ts';
import { arnIn, foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import type { ScanContext, Source } from './source.ts';

const after = (token: string | undefined): { readonly Marker?: string } =>
  token === undefined ? {} : { Marker: token };

/** RDS lists the databases of its relatives, too. https://docs.aws.amazon.com/neptune/latest/userguide/api-instances.html */
const family = (engine: string | undefined): string =>
  engine === 'docdb' ? 'AWS::DocDB' : engine === 'neptune' ? 'AWS::Neptune' : 'AWS::RDS';

const typesOf = (kind: 'DBInstance' | 'DBCluster'): readonly string[] =>
  ['AWS::RDS', 'AWS::DocDB', 'AWS::Neptune'].map((each) => `${each}::${kind}`);

const versionType = 'AWS::RDS::MajorEngineVersion';

const listingsOf = (context: ScanContext): readonly Listing[] => {
  const rds = scanClient(RDSClient, context);
  const options = { abortSignal: context.signal };

  const instances: Listing = {
    types: typesOf('DBInstance'),
    action: 'rds:DescribeDBInstances',
    async page(token) {
      const page = await rds.send(new DescribeDBInstancesCommand({ MaxRecords: 100, ...after(token) }), options);
      const resources = (page.DBInstances ?? []).flatMap((each) => {
        const { DBInstanceIdentifier: id, DBInstanceArn, DBInstanceStatus, InstanceCreateTime, TagList, Engine } = each;
        if (id === undefined) return [];
        const arn = DBInstanceArn ?? arnIn(context, 'rds', `db:${id}`);
        const type = `${family(Engine)}::DBInstance`;
        return [
          foundResource(
            {
              type,
              id,
              arn,
              name: id,
              state: DBInstanceStatus,
              createdAt: InstanceCreateTime,
              tags: TagList,
              configuration: each,
            },
            context,
          ),
        ];
      });
      return { resources, next: page.Marker };
    },
  };

  const clusters: Listing = {
    types: typesOf('DBCluster'),
    action: 'rds:DescribeDBClusters',
    async page(token) {
      const page = await rds.send(new DescribeDBClustersCommand({ MaxRecords: 100, ...after(token) }), options);
      const resources = (page.DBClusters ?? []).flatMap((each) => {
        const { DBClusterIdentifier: id, DBClusterArn, Status, ClusterCreateTime, TagList, Engine } = each;
        if (id === undefined) return [];
        const arn = DBClusterArn ?? arnIn(context, 'rds', `cluster:${id}`);
        const type = `${family(Engine)}::DBCluster`;
        return [
          foundResource(
            {
              type,
              id,
              arn,
              name: id,
              state: Status,
              createdAt: ClusterCreateTime,
              tags: TagList,
              configuration: each,
            },
            context,
          ),
        ];
      });
      return { resources, next: page.Marker };
    },
  };

  const versions: Listing = {
    types: [versionType],
    action: 'rds:DescribeDBMajorEngineVersions',
    isDispensable: true,
    async page(token) {
      const page = await rds.send(
        new DescribeDBMajorEngineVersionsCommand({ MaxRecords: 100, ...after(token) }),
        options,
      );
      const resources = (page.DBMajorEngineVersions ?? []).map((each) => {
        const id = `${each.Engine} ${each.MajorEngineVersion}`;
        const arn = `arn:${context.partition}:rds:${context.cell.region}:${context.cell.accountId}:major-engine-version:${each.Engine}/${each.MajorEngineVersion}`;
        return foundResource({ type: versionType, id, arn, configuration: each }, context);
      });
      return { resources, next: page.Marker };
    },
  };

  return [instances, clusters, versions];
};

/** RDS, and with it DocumentDB and Neptune: instances, clusters; and how long AWS supports which major version. */
export const rds: Source = {
  service: 'rds',
  types: [...typesOf('DBInstance'), ...typesOf('DBCluster'), versionType],
  scope: 'regional',
  scan: (context, from) => scanListings(listingsOf(context), context, from),
};
