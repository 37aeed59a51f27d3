import { isObject, type JsonObject } from '#schemas/json.ts';
import { typeOfArn } from '../../arn-types.ts';
import type { Row } from './row.ts';

const loadBalancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const targetGroup = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const listener = 'AWS::ElasticLoadBalancingV2::Listener';

/** Attribute keys that only one kind of thing has. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
const ofTargetGroups =
  /^(deregistration_delay|stickiness|load_balancing\.algorithm|slow_start|target_group_health|lambda\.|proxy_protocol_v2|preserve_client_ip|target_failover|target_health_state)/;
const ofListeners = /^(tcp\.idle_timeout|routing\.http\.(request|response)\.)/;

const attributeKeys = (root: JsonObject): readonly string[] =>
  (Array.isArray(root.Attributes) ? root.Attributes : []).flatMap((each: unknown) =>
    isObject(each) && typeof each.Key === 'string' ? [each.Key] : [],
  );

const attributesOf = (root: JsonObject): string | undefined => {
  const keys = attributeKeys(root);
  if (keys.length === 0) return undefined;
  if (keys.some((key) => ofTargetGroups.test(key))) return targetGroup;
  return keys.every((key) => ofListeners.test(key)) ? listener : loadBalancer;
};

const attributes = (command: string, type: string, under: string): Row => ({
  command,
  at: '',
  type,
  only: ['Attributes'],
  when: (root) => attributesOf(root) === type,
  value: 'Attributes',
  under,
});

export const loadBalancing: readonly Row[] = [
  {
    command: 'elbv2 describe-load-balancers',
    at: 'LoadBalancers[]',
    type: loadBalancer,
    ids: ['LoadBalancerArn', 'LoadBalancerName', 'DNSName'],
    has: ['LoadBalancerArn', 'Type', 'Scheme'],
  },
  {
    command: 'elbv2 describe-target-groups',
    at: 'TargetGroups[]',
    type: targetGroup,
    ids: ['TargetGroupArn', 'TargetGroupName'],
    has: ['TargetGroupArn', 'TargetGroupName'],
  },
  {
    command: 'elbv2 describe-listeners',
    at: 'Listeners[]',
    type: listener,
    ids: ['ListenerArn'],
    has: ['ListenerArn', 'DefaultActions'],
  },
  {
    command: 'elbv2 describe-rules',
    at: 'Rules[]',
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    ids: ['RuleArn'],
    has: ['RuleArn', 'Actions', 'Conditions'],
    skip: ({ IsDefault }) =>
      IsDefault === true ? "a listener's default rule is the listener's own default action" : undefined,
  },
  attributes('elbv2 describe-load-balancer-attributes', loadBalancer, '/LoadBalancerAttributes'),
  attributes('elbv2 describe-target-group-attributes', targetGroup, '/TargetGroupAttributes'),
  attributes('elbv2 describe-listener-attributes', listener, '/ListenerAttributes'),
  {
    command: 'elbv2 describe-tags',
    at: 'TagDescriptions[]',
    type: ({ ResourceArn }) => typeOfArn(ResourceArn),
    ids: ['ResourceArn'],
    has: ['ResourceArn', 'Tags'],
    value: 'Tags',
    under: '/Tags',
  },
  {
    command: 'elb describe-load-balancers',
    at: 'LoadBalancerDescriptions[]',
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    ids: ['LoadBalancerName', 'DNSName'],
    has: ['LoadBalancerName', 'ListenerDescriptions'],
  },
];
