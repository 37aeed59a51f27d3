import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Live } from '../live.ts';
import { region } from '../made-up.ts';
import { fieldOf, itemsOf, shown, type Tree } from '../tree.ts';

const subnets = ({ properties }: Live): readonly Tree[] => itemsOf(properties.fields.get('Subnets'));

const amendments: Readonly<Record<string, (live: Live) => JsonObject>> = {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AvailabilityZone.html
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (live) => ({
    Type: String(shownOr(live, 'Type', 'application')),
    ...(subnets(live).length === 0
      ? {}
      : {
          AvailabilityZones: subnets(live).map((each, at) => ({
            ZoneName: `${region}${'abc'.charAt(at % 3)}`,
            SubnetId: shown(each),
            LoadBalancerAddresses: [],
          })),
        }),
  }),
  'AWS::KMS::Key': () => ({ KeyManager: 'CUSTOMER', KeyState: 'Enabled', Origin: 'AWS_KMS' }),
  'AWS::Neptune::DBCluster': () => ({ Engine: 'neptune' }),
  'AWS::Neptune::DBInstance': () => ({ Engine: 'neptune' }),
  'AWS::DocDB::DBCluster': () => ({ Engine: 'docdb' }),
  'AWS::DocDB::DBInstance': () => ({ Engine: 'docdb' }),
  'AWS::EC2::LaunchTemplate': () => ({ DefaultVersion: true, VersionNumber: 1 }),
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html: what an instance runs with has an interface.
  'AWS::EC2::Instance': ({ properties }) => {
    const zone = properties.fields.get('AvailabilityZone');
    return zone
      ? {
          Placement: {
            AvailabilityZone: shown(zone),
            GroupName: '',
            Tenancy: String(shownOf(properties.fields.get('Tenancy')) ?? 'default'),
          },
        }
      : {};
  },
};

const shownOf = (tree: Tree | undefined): JsonValue | undefined => (tree ? shown(tree) : undefined);

const shownOr = ({ properties }: Live, name: string, otherwise: string): JsonValue =>
  shownOf(fieldOf(properties, name)) ?? otherwise;

/** What the shapes alone don't tell of a type: two structures for one property, as AWS documents them. */
export const amended = (live: Live): JsonObject => {
  const { type } = live.type;
  return Object.hasOwn(amendments, type) ? (amendments[type]?.(live) ?? {}) : {};
};
