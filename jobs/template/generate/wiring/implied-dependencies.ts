import type { Placed } from '../assembly/placed.ts';

/** A resource with what it refers to, and from which of its properties. */
export type Linked = {
  readonly placed: Placed;
  readonly links: readonly { readonly property: string; readonly to: string }[];
};

/** A dependency that no reference shows: CloudFormation must be told with `DependsOn`. */
export type Dependency = { readonly from: string; readonly to: string };

type Network = {
  readonly typeOf: (id: string) => string | undefined;
  /** What `from` refers to that is of a type. */
  readonly targets: (from: Linked, type: string) => readonly string[];
  /** What of a type refers to `to`. */
  readonly sources: (to: string, type: string) => readonly Linked[];
  readonly linked: (id: string) => Linked | undefined;
  readonly all: (type: string) => readonly Linked[];
};

const network = (resources: readonly Linked[]): Network => {
  const byId = new Map(resources.map((each) => [each.placed.logicalId, each]));
  const byType = Map.groupBy(resources, ({ placed }) => placed.mapped.type);
  const incoming = new Map<string, Set<Linked>>();
  for (const each of resources) {
    for (const { to } of each.links) incoming.set(to, (incoming.get(to) ?? new Set()).add(each));
  }
  const typeOf = (id: string) => byId.get(id)?.placed.mapped.type;
  return {
    typeOf,
    targets: ({ links }, type) => [...new Set(links.map(({ to }) => to).filter((to) => typeOf(to) === type))],
    sources: (to, type) => [...(incoming.get(to) ?? [])].filter(({ placed }) => placed.mapped.type === type),
    linked: (id) => byId.get(id),
    all: (type) => byType.get(type) ?? [],
  };
};

type Rule = { readonly type: string; readonly needs: (resource: Linked, net: Network) => readonly Linked[] };

const attachment = 'AWS::EC2::VPCGatewayAttachment';

/** The attachments of the VPCs in whose subnets a resource lies. */
const attachmentsAround = (resource: Linked, net: Network): readonly Linked[] =>
  net
    .targets(resource, 'AWS::EC2::Subnet')
    .flatMap((id) => net.linked(id) ?? [])
    .flatMap((subnet) => net.targets(subnet, 'AWS::EC2::VPC'))
    .flatMap((vpc) => net.sources(vpc, attachment));

/** What S3 may send to must let it before the bucket says so. */
const permissionsFor: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'AWS::Lambda::Permission',
  'AWS::SNS::Topic': 'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue': 'AWS::SQS::QueuePolicy',
};

const letsS3 = ({ placed }: Linked): boolean =>
  placed.mapped.type !== 'AWS::Lambda::Permission' || placed.properties.Principal === 's3.amazonaws.com';

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html (gateway attachments),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html (listeners),
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html (methods),
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-notificationconfiguration.html (permissions)
 */
const rules: readonly Rule[] = [
  {
    type: 'AWS::EC2::Route',
    needs: (route, net) =>
      net.targets(route, 'AWS::EC2::InternetGateway').flatMap((gateway) => net.sources(gateway, attachment)),
  },
  {
    type: 'AWS::EC2::NatGateway',
    needs: (nat, net) => (nat.placed.properties.ConnectivityType === 'private' ? [] : attachmentsAround(nat, net)),
  },
  {
    type: 'AWS::EC2::EIP',
    needs: (_, net) => {
      const attachments = net.all(attachment);
      return attachments.length === 1 ? attachments : [];
    },
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    needs: (balancer, net) =>
      balancer.placed.properties.Scheme === 'internal' ? [] : attachmentsAround(balancer, net),
  },
  {
    type: 'AWS::ECS::Service',
    needs: (service, net) =>
      net
        .targets(service, 'AWS::ElasticLoadBalancingV2::TargetGroup')
        .flatMap((group) => [
          ...net.sources(group, 'AWS::ElasticLoadBalancingV2::Listener'),
          ...net.sources(group, 'AWS::ElasticLoadBalancingV2::ListenerRule'),
        ]),
  },
  {
    // A deployment is a picture of the API as it is at that moment: without its methods there is none to take.
    type: 'AWS::ApiGateway::Deployment',
    needs: (deployment, net) =>
      net.targets(deployment, 'AWS::ApiGateway::RestApi').flatMap((api) => net.sources(api, 'AWS::ApiGateway::Method')),
  },
  {
    type: 'AWS::S3::Bucket',
    needs: (bucket, net) =>
      bucket.links
        .filter(({ property }) => property === 'NotificationConfiguration')
        .flatMap(({ to }) => net.sources(to, permissionsFor[net.typeOf(to) ?? ''] ?? '').filter(letsS3)),
  },
];

/** What stood in a template of its own has the dependencies its author gave it. */
const isWritten = ({ placed }: Linked): boolean =>
  placed.mapped.parts.some(({ dialect, logicalId }) => dialect === 'cloudformation' && logicalId !== undefined);

/** Dependencies that AWS documents and no reference between the resources shows. */
export const impliedDependencies = (resources: readonly Linked[]): Dependency[] => {
  const net = network(resources);
  return rules.flatMap(({ type, needs }) =>
    net.all(type).flatMap((resource) => {
      if (isWritten(resource)) return [];
      const ids = new Set(needs(resource, net).map(({ placed }) => placed.logicalId));
      const known = new Set(resource.links.map(({ to }) => to));
      const from = resource.placed.logicalId;
      return [...ids].filter((to) => to !== from && !known.has(to)).map((to) => ({ from, to }));
    }),
  );
};
