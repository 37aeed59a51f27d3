/**
 * Every action that a scan needs in an account, by service: nothing but reading. The collector's role and the role of
 * other accounts (docs/inventory-role.yml) are made of this list.
 */
export const scanActions: Readonly<Record<string, readonly string[]>> = {
  cloudformation: ['ListResources', 'GetResource'],
  ec2: [
    'DescribeAddresses',
    'DescribeImages',
    'DescribeInstances',
    'DescribeInternetGateways',
    'DescribeNetworkAcls',
    'DescribeRegions',
    'DescribeRouteTables',
    'DescribeSecurityGroups',
    'DescribeSnapshots',
    'DescribeSubnets',
    'DescribeVolumes',
    'DescribeVpcs',
  ],
  eks: ['DescribeCluster', 'DescribeClusterVersions', 'DescribeNodegroup', 'ListClusters', 'ListNodegroups'],
  lambda: ['ListFunctionUrlConfigs', 'ListFunctions', 'ListTags'],
  rds: [
    'DescribeCertificates',
    'DescribeDBClusters',
    'DescribeDBInstances',
    'DescribeDBMajorEngineVersions',
    'ListTagsForResource',
  ],
  s3: [
    'GetAccountPublicAccessBlock',
    'GetBucketAcl',
    'GetBucketLocation',
    'GetBucketPolicy',
    'GetBucketPolicyStatus',
    'GetBucketPublicAccessBlock',
    'GetBucketTagging',
    'GetBucketVersioning',
    'GetEncryptionConfiguration',
    'GetLifecycleConfiguration',
    'ListAllMyBuckets',
  ],
};
