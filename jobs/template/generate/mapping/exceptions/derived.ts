import { field, literal, put, textOf } from '../found.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const arnOf = (shaping: Shaping, name: string) =>
  textOf(field(shaping.found, name)) ?? shaping.resource.identifiers.find((each) => each.startsWith('arn:')) ?? '';

/** A web ACL's scope is told by its ARN alone: …:regional/webacl/name/id or …:global/webacl/name/id. */
const webAcl: Exception = {
  type: 'AWS::WAFv2::WebACL',
  page: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html',
  drops: {
    'read-only': [
      'Capacity',
      'LabelNamespace',
      'RetrofittedByFirewallManager',
      'PreProcessFirewallManagerRuleGroups',
      'PostProcessFirewallManagerRuleGroups',
    ],
    'account-metadata': ['ManagedByFirewallManager'],
  },
  shape: (shaping) => {
    const [, place] = /:(regional|global)\/webacl\//.exec(arnOf(shaping, 'ARN')) ?? [];
    if (place) put(shaping.found, 'Scope', literal(place === 'global' ? 'CLOUDFRONT' : 'REGIONAL'));
  },
};

/** An alias names its function in its ARN alone: …:function:name:alias. */
const lambdaAlias: Exception = {
  type: 'AWS::Lambda::Alias',
  page: 'https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html',
  shape: (shaping) => {
    const [, name] = /:function:([^:]+):/.exec(arnOf(shaping, 'AliasArn')) ?? [];
    put(shaping.found, 'FunctionName', name ? literal(name) : undefined);
  },
};

const kinds: Readonly<Record<string, string>> = {
  vpc: 'VPC',
  subnet: 'Subnet',
  eni: 'NetworkInterface',
  tgw: 'TransitGateway',
};

/** What a flow log watches is told by the prefix of its id. */
const flowLog: Exception = {
  type: 'AWS::EC2::FlowLog',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html',
  drops: { 'read-only': ['FlowLogId', 'DeliverLogsStatus', 'DeliverLogsErrorMessage'] },
  shape: (shaping) => {
    const [prefix = ''] = (textOf(field(shaping.found, 'ResourceId')) ?? '').split('-');
    const kind = Object.hasOwn(kinds, prefix) ? kinds[prefix] : undefined;
    put(shaping.found, 'ResourceType', kind ? literal(kind) : undefined);
  },
};

export const derived: readonly Exception[] = [webAcl, lambdaAlias, flowLog];
