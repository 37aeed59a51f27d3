/** The web ACL in front of the API: what AWS knows of attacks, and how much one address may ask. On in production, elsewhere by `--param apiWaf=true`. */
import { placeholder, service } from './names.js';
import { isOn } from './read-param.js';

const visibility = (metric) => ({
  SampledRequestsEnabled: true,
  CloudWatchMetricsEnabled: true,
  MetricName: `${service}-${metric}`,
});

const managed = (name, overrides = []) => ({
  OverrideAction: { None: {} },
  Statement: {
    ManagedRuleGroupStatement: {
      VendorName: 'AWS',
      Name: name,
      ...(overrides.length > 0 && {
        RuleActionOverrides: overrides.map((rule) => ({ Name: rule, ActionToUse: { Count: {} } })),
      }),
    },
  },
});

const blocked = (statement) => ({ Action: { Block: {} }, Statement: statement });

const matches = (field, pattern) => ({
  RegexMatchStatement: {
    FieldToMatch: field,
    RegexString: pattern,
    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
  },
});

/**
 * Rules of the common rule set that look into bodies, by the label they leave. Where files are given a body is large, and an
 * export of resources or a source holds scripts, paths and the metadata address that look like an attack.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const bodyRules = {
  SizeRestrictions_BODY: 'SizeRestrictions_Body',
  CrossSiteScripting_BODY: 'CrossSiteScripting_Body',
  EC2MetaDataSSRF_BODY: 'EC2MetaDataSSRF_Body',
  GenericLFI_BODY: 'GenericLFI_Body',
  GenericRFI_BODY: 'GenericRFI_Body',
};

const labelled = (label) => ({
  LabelMatchStatement: { Scope: 'LABEL', Key: `awswaf:managed:aws:core-rule-set:${label}` },
});

/** Where files are given in the request itself. */
const takesFiles = matches({ UriPath: {} }, '/v1/(jobs|process|generate-template|generate-spec|inventory|mcp)$');

/** Lambda takes 6 MB of request, of which base64 leaves 4.5. The firewall sees the first 64 KB of a body only. */
const tooLarge = matches({ SingleHeader: { Name: 'content-length' } }, '^([6-9][0-9]{6}|[0-9]{8,})$');

/** In the order in which they are asked. */
const rules = [
  // Three principals at their full rate behind one address, in five minutes.
  ['rate', blocked({ RateBasedStatement: { Limit: 10_000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' } })],
  ['size', blocked(tooLarge)],
  ['reputation', managed('AWSManagedRulesAmazonIpReputationList')],
  ['bad-inputs', managed('AWSManagedRulesKnownBadInputsRuleSet')],
  ['common', managed('AWSManagedRulesCommonRuleSet', Object.keys(bodyRules))],
  [
    'bodies',
    blocked({
      AndStatement: {
        Statements: [
          { OrStatement: { Statements: Object.values(bodyRules).map(labelled) } },
          { NotStatement: { Statement: takesFiles } },
        ],
      },
    }),
  ],
];

const webAcl = {
  Type: 'AWS::WAFv2::WebACL',
  Properties: {
    Name: service,
    Description: `In front of the API of ${service}`,
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } },
    VisibilityConfig: visibility('waf'),
    Rules: rules.map(([name, rule], index) => ({
      Name: name,
      Priority: index,
      ...rule,
      VisibilityConfig: visibility(`waf-${name}`),
    })),
  },
};

const association = {
  Type: 'AWS::WAFv2::WebACLAssociation',
  Properties: {
    WebACLArn: { 'Fn::GetAtt': ['WebAcl', 'Arn'] },
    ResourceArn: {
      'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/restapis/\${RestApi}/stages/${placeholder('sls:stage')}`,
    },
  },
  DependsOn: ['ApiStage'],
};

export const resources = async ({ resolveVariable }) => ({
  Resources: (await isOn('apiWaf', resolveVariable)) ? { WebAcl: webAcl, WebAclAssociation: association } : {},
});
