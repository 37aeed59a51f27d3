type Counts = Readonly<Record<string, number>>;

/**
 * The fewest calls that can answer all that a scan asks of moto, by what there is.
 * EC2: instances, images, volumes, addresses, groups, snapshots, VPCs; one page each, as moto gives them.
 * RDS: a page a hundred of instances, clusters, versions. Lambda: the list, of each function its URL and policy.
 * S3: the list and the account's block; of each bucket its region, which moto does not list, and its versioning, block,
 * policy, ownership, ACL, lifecycle, encryption and tags; the status of a policy only where there is one.
 * EKS: the list, each cluster, its node groups' names, each node group; versions.
 * @param places accounts x regions
 */
export const leastCalls = (byType: Counts, places: number, accounts: number): number => {
  const count = (type: string) => byType[type] ?? 0;
  const clusters = count('AWS::EKS::Cluster');
  return [
    1 + (accounts - 1), // who are we, and a role for each other account
    7 * places,
    // All but the first of the databases' pages are in one place.
    (2 + 1) * places + Math.ceil(count('AWS::RDS::DBInstance') / 100) - 1,
    places + 2 * count('AWS::Lambda::Function'),
    2 * accounts + 9 * count('AWS::S3::Bucket'),
    2 * places + 2 * clusters + count('AWS::EKS::Nodegroup'),
  ].reduce((sum, each) => sum + each, 0);
};
