import type { Resource, Resources } from './resources.ts';

/** The VPC or subnet that a resource lies in; undefined if it lies in none, or in several VPCs. */
export type Where = (id: string) => string | undefined;

const only = <Item>(items: readonly Item[]): Item | undefined => {
  const [first, ...others] = new Set(items);
  return others.length === 0 ? first : undefined;
};

/** What tells where its user lies: groups of subnets, security groups; a launch template tells its security groups. */
const tellsWhere = /^AWS::(?:EC2::(?:SecurityGroup|LaunchTemplate)|\w+::(?:\w*SubnetGroup))$/;

/** Types that live outside of VPCs whatever they refer to. */
const nowhere = /^AWS::(?:IAM|CloudWatch|Logs|SNS|SQS|S3|Events|KMS|DynamoDB|Route53|CloudFront)::/;

/** Deep chains of groups are not followed further. */
const steps = 4;

export const whereabouts = (resources: Resources): Where => {
  const targets = ({ references }: Resource, depth: number): Resource[] =>
    references.flatMap(({ to }) => {
      const resource = resources.get(to);
      if (!resource) return [];
      return tellsWhere.test(resource.type) && depth < steps ? targets(resource, depth + 1) : [resource];
    });
  const ofType = (list: readonly Resource[], type: string) =>
    list.filter((each) => each.type === type).map(({ id }) => id);
  const vpcOf = (subnet: string): string[] => {
    const resource = resources.get(subnet);
    return resource ? ofType(targets(resource, 0), 'AWS::EC2::VPC') : [];
  };
  // An internet gateway knows nothing of its VPC: the attachment does.
  const attached = new Map(
    [...resources.values()]
      .filter(({ type }) => type === 'AWS::EC2::VPCGatewayAttachment')
      .flatMap((attachment) => {
        const all = attachment.references.flatMap(({ to }) => resources.get(to) ?? []);
        const vpc = only(ofType(all, 'AWS::EC2::VPC'));
        return vpc === undefined ? [] : all.filter(({ id }) => id !== vpc).map(({ id }): [string, string] => [id, vpc]);
      }),
  );
  return (id) => {
    const resource = resources.get(id);
    if (!resource || resource.type === 'AWS::EC2::VPC' || nowhere.test(resource.type)) return undefined;
    const all = targets(resource, 0);
    const subnets = [...new Set(ofType(all, 'AWS::EC2::Subnet'))];
    if (subnets.length === 1) return subnets[0];
    const vpcs = [...subnets.flatMap(vpcOf), ...ofType(all, 'AWS::EC2::VPC')];
    return only(vpcs) ?? attached.get(id);
  };
};
