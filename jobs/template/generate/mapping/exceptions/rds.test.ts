import { mapOne } from './map-one.ts';

describe('a read replica', () => {
  const replica = {
    DBInstanceIdentifier: 'shop-copy',
    DBInstanceClass: 'db.t4g.medium',
    Engine: 'postgres',
    MasterUsername: 'admin',
    DBName: 'shop',
    StorageEncrypted: true,
    KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    ReadReplicaSourceDBInstanceIdentifier: 'shop',
  };
  const own = { DBInstanceIdentifier: 'shop-copy', DBInstanceClass: 'db.t4g.medium', Engine: 'postgres' };

  it('names its source and has no user, database and encryption of its own', () => {
    const { properties, lost, dropped } = mapOne('AWS::RDS::DBInstance', replica);
    expect(properties).toEqual([{ ...own, SourceDBInstanceIdentifier: 'shop' }]);
    expect(dropped).toHaveLength(4);
    expect(lost).toEqual([]);
  });

  it('keeps its key if the source is in another region', () => {
    const source = 'arn:aws:rds:us-east-1:111122223333:db:shop';
    const { properties } = mapOne('AWS::RDS::DBInstance', {
      ...replica,
      ReadReplicaSourceDBInstanceIdentifier: source,
    });
    expect(properties).toEqual([{ ...own, SourceDBInstanceIdentifier: source, KmsKeyId: replica.KmsKeyId }]);
  });
});

describe('an instance that AWS Config shows', () => {
  it('is of no cluster if it names null as its cluster', () => {
    const { properties, lost } = mapOne(
      'AWS::RDS::DBInstance',
      { dBInstanceIdentifier: 'shop', allocatedStorage: 32, storageType: 'gp2', dBClusterIdentifier: null },
      { dialect: 'aws-config' },
    );
    expect(properties).toEqual([{ DBInstanceIdentifier: 'shop', AllocatedStorage: '32', StorageType: 'gp2' }]);
    expect(lost).toEqual([]);
  });
});

describe('a serverless cluster', () => {
  it('has the scaling that the API calls information', () => {
    const scaling = { MinCapacity: 2, MaxCapacity: 8, AutoPause: true, SecondsUntilAutoPause: 300 };
    const { properties, lost } = mapOne('AWS::RDS::DBCluster', {
      DBClusterIdentifier: 'shop',
      Engine: 'aurora-mysql',
      ScalingConfigurationInfo: scaling,
    });
    expect(properties[0]?.ScalingConfiguration).toEqual(scaling);
    expect(lost).toEqual([]);
  });
});

describe('groups that RDS makes by itself are not made again', () => {
  it.each([
    ['AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName', 'default'],
    ['AWS::RDS::DBParameterGroup', 'DBParameterGroupName', 'default.mysql8.0'],
    ['AWS::RDS::DBClusterParameterGroup', 'DBClusterParameterGroupName', 'default.aurora-postgresql15'],
    ['AWS::RDS::OptionGroup', 'OptionGroupName', 'default:mysql-8-0'],
  ])('%s', (type, name, value) => {
    expect(mapOne(type, { [name]: value }).types).toEqual([]);
    expect(mapOne(type, { [name]: 'defaults-of-ours' }).types).toHaveLength(1);
  });
});
