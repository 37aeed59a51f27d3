import { type Found, type FoundObject, field, isEmpty, itemsOf, list, literal, put, take, textOf } from '../found.ts';
import { each, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** An attribute that has no value can't be set to none. */
const shapeAttributes = (shaping: Shaping, name: string): void => {
  rename(shaping.found, { Attributes: name });
  const attributes = take(shaping.found, name);
  const isBlank = (attribute: Found) => isEmpty(field(attribute, 'Value') ?? literal(''));
  const items = itemsOf(attributes);
  for (const blank of items.filter(isBlank)) shaping.dropNode(blank, 'empty');
  const kept = items.filter((attribute) => !isBlank(attribute));
  if (kept.length > 0) put(shaping.found, name, list(kept));
};

const shapeZones = (shaping: Shaping): void => {
  const zones = itemsOf(take(shaping.found, 'AvailabilityZones'));
  if (zones.length === 0) return;
  const hasAddress = zones.some((zone) => itemsOf(field(zone, 'LoadBalancerAddresses')).length > 0);
  const note = 'follows from the subnet';
  for (const zone of zones) {
    shaping.dropNode(take(zone, 'ZoneName'), 'read-only', note);
    shaping.dropNode(take(zone, 'ZoneId'), 'read-only', note);
    shaping.dropNode(take(zone, 'OutpostId'), 'empty');
  }
  if (!hasAddress) {
    const subnets = zones.flatMap((zone) => take(zone, 'SubnetId') ?? []);
    for (const zone of zones) shaping.dropNode(zone, 'empty');
    put(shaping.found, 'Subnets', list(subnets));
    return;
  }
  for (const zone of zones) {
    const [address] = itemsOf(take(zone, 'LoadBalancerAddresses'));
    shaping.dropNode(take(address, 'IpAddress'), 'read-only', 'the address that AWS gave it');
    if (zone.kind === 'object' && address?.kind === 'object') {
      for (const [key, child] of address.fields) put(zone, key, child);
    }
  }
  put(shaping.found, 'SubnetMappings', list(zones));
};

export const loadBalancer: Exception = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html',
  renames: { LoadBalancerName: 'Name' },
  drops: { 'read-only': ['VpcId', 'CanonicalHostedZoneId'] },
  shape: (shaping) => {
    const { found } = shaping;
    const prefix = 'EnablePrefixForIpv6SourceNat';
    if (textOf(field(found, prefix)) === 'off') shaping.drop([prefix], 'service-default');
    shapeZones(shaping);
    shapeAttributes(shaping, 'LoadBalancerAttributes');
  },
};

export const listener: Exception = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html',
  shape: (shaping) => {
    const { found } = shaping;
    if (textOf(field(found, 'MutualAuthentication.Mode')) === 'off')
      shaping.drop(['MutualAuthentication'], 'service-default');
    const [, owner] = /\/(?:app|net|gwy)\/([^/]+)\//.exec(textOf(field(found, 'ListenerArn')) ?? '') ?? [];
    if (owner) shaping.name = `${owner}-${textOf(field(found, 'Port')) ?? 'listener'}`;
    each(found, 'Certificates', (certificate) => shaping.dropNode(take(certificate, 'IsDefault'), 'read-only'));
    shapeAttributes(shaping, 'ListenerAttributes');
  },
};

/** `Values` is told again by a configuration of the condition's own kind, and CloudFormation takes only one of the two. */
const shapeCondition = (shaping: Shaping, condition: FoundObject): void => {
  const isTwice = condition.fields.keys().some((name) => /config$/i.test(name));
  if (isTwice) shaping.dropNode(take(condition, 'Values'), 'superseded', 'told by the condition’s own configuration');
};

export const listenerRule: Exception = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html',
  shape: (shaping) => {
    const { found } = shaping;
    const isDefault = textOf(field(found, 'IsDefault')) === 'true' || textOf(field(found, 'Priority')) === 'default';
    if (isDefault) return shaping.leaveOut('service-default', 'told by the listener’s default actions');
    each(found, 'Conditions', (condition) => shapeCondition(shaping, condition));
    const arn = textOf(field(found, 'RuleArn'));
    // …:listener-rule/app/name/lb/listener/rule belongs to …:listener/app/name/lb/listener
    const owner = arn?.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');
    put(found, 'ListenerArn', owner ? literal(owner) : undefined);
    const [, name] = /\/(?:app|net)\/([^/]+)\//.exec(arn ?? '') ?? [];
    if (name) shaping.name = `${name}-${textOf(field(found, 'Priority')) ?? 'rule'}`;
  },
};

export const targetGroup: Exception = {
  type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html',
  renames: { TargetGroupName: 'Name' },
  drops: { 'read-only': ['LoadBalancerArns'] },
  shape: (shaping) => {
    const { found } = shaping;
    const descriptions = itemsOf(take(found, 'TargetHealthDescriptions'));
    const targets = descriptions.flatMap((description) => take(description, 'Target') ?? []);
    if (targets.length > 0) put(found, 'Targets', list(targets));
    for (const description of descriptions) shaping.dropNode(description, 'read-only', 'the state it is in');
    const isLambda = textOf(field(found, 'TargetType')) === 'lambda';
    if (isLambda) put(found, 'HealthCheckEnabled', told(field(found, 'HealthCheckEnabled'), false));
    shapeAttributes(shaping, 'TargetGroupAttributes');
  },
};
