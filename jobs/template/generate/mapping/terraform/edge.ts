import { type FoundObject, field, itemsOf, list, object, put, take, textOf } from '../found.ts';
import { each, rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

const zone: TerraformException = {
  from: ['aws_route53_zone'],
  renames: { comment: 'HostedZoneConfig.Comment', vpc: 'VPCs' },
  unset: ['enable_accelerated_recovery'],
  drops: { 'read-only': ['name_servers', 'primary_name_server', 'delegation_set_id'] },
  shape: (shaping) => {
    const id = textOf(field(shaping.found, 'zone_id'));
    if (id) {
      shaping.ref = id;
      shaping.returns.Id = id;
    }
    shaping.drop(['zone_id', 'id'], 'read-only', 'an attribute of the resource');
  },
};

const record: TerraformException = {
  from: ['aws_route53_record'],
  blocks: [
    'alias',
    'cidr_routing_policy',
    'failover_routing_policy',
    'geolocation_routing_policy',
    'geoproximity_routing_policy',
    'latency_routing_policy',
    'weighted_routing_policy',
  ],
  renames: {
    zone_id: 'HostedZoneId',
    records: 'ResourceRecords',
    multivalue_answer_routing_policy: 'MultiValueAnswer',
    'alias.name': 'AliasTarget.DNSName',
    'alias.zone_id': 'AliasTarget.HostedZoneId',
    'alias.evaluate_target_health': 'AliasTarget.EvaluateTargetHealth',
    'failover_routing_policy.type': 'Failover',
    'latency_routing_policy.region': 'Region',
    'weighted_routing_policy.weight': 'Weight',
    'geolocation_routing_policy.country': 'GeoLocation.CountryCode',
    'geolocation_routing_policy.continent': 'GeoLocation.ContinentCode',
    'geolocation_routing_policy.subdivision': 'GeoLocation.SubdivisionCode',
  },
  unset: ['ttl', 'multivalue_answer_routing_policy', 'MultiValueAnswer'],
  drops: { 'read-only': ['fqdn', 'id'] },
  shape: (shaping) => {
    const { found } = shaping;
    const type = textOf(field(found, 'type'));
    const isZones = type === 'SOA' || (type === 'NS' && textOf(field(found, 'name')) === undefined);
    if (isZones) shaping.leaveOut('service-default', 'every zone has it');
    // Terraform strips the quotes that Route 53 wants around texts.
    if (type !== 'TXT' && type !== 'SPF') return;
    const records = itemsOf(take(found, 'ResourceRecords')).map((each) =>
      each.kind === 'leaf' ? { ...each, value: quoted(textOf(each) ?? '') } : each,
    );
    if (records.length > 0) put(found, 'ResourceRecords', list(records));
  },
};

const quoted = (text: string) => (text.startsWith('"') ? text : `"${text.replaceAll('\\"\\"', '" "')}"`);

const behaviourBlocks = ['forwarded_values', 'forwarded_values.cookies', 'grpc_config'];

const originBlocks = ['custom_origin_config', 's3_origin_config', 'origin_shield', 'vpc_origin_config'];

const shapeBehaviour = (behaviour: FoundObject): void => {
  rename(behaviour, {
    'forwarded_values.cookies.whitelisted_names': 'forwarded_values.cookies.WhitelistedNames',
    lambda_function_association: 'LambdaFunctionAssociations',
    function_association: 'FunctionAssociations',
  });
  each(behaviour, 'LambdaFunctionAssociations', (each) => rename(each, { lambda_arn: 'LambdaFunctionARN' }));
};

const outside = new Set(['id', 'arn', 'tags', 'logging_v1_enabled']);

const toConfig = (shaping: Shaping): void => {
  const { found } = shaping;
  const config = object();
  for (const name of [...found.fields.keys()]) if (!outside.has(name)) put(config, name, take(found, name));
  found.fields.set('DistributionConfig', config);
};

const distribution: TerraformException = {
  from: ['aws_cloudfront_distribution'],
  blocks: [
    'default_cache_behavior',
    'restrictions',
    'restrictions.geo_restriction',
    'viewer_certificate',
    'logging_config',
    ...['default_cache_behavior', 'ordered_cache_behavior'].flatMap((name) =>
      behaviourBlocks.map((block) => `${name}.${block}`),
    ),
    ...originBlocks.map((name) => `origin.${name}`),
  ],
  renames: {
    is_ipv6_enabled: 'IPV6Enabled',
    ordered_cache_behavior: 'CacheBehaviors',
    custom_error_response: 'CustomErrorResponses',
    origin: 'Origins',
    origin_group: 'OriginGroups',
    logging_config: 'Logging',
    web_acl_id: 'WebACLId',
    'viewer_certificate.acm_certificate_arn': 'viewer_certificate.AcmCertificateArn',
    'viewer_certificate.iam_certificate_id': 'viewer_certificate.IamCertificateId',
    'restrictions.geo_restriction.locations': 'restrictions.geo_restriction.Locations',
    'restrictions.geo_restriction.restriction_type': 'restrictions.geo_restriction.RestrictionType',
  },
  drops: {
    'read-only': [
      'caller_reference',
      'domain_name',
      'etag',
      'hosted_zone_id',
      'in_progress_validation_batches',
      'last_modified_time',
      'status',
      'trusted_key_groups',
      'trusted_signers',
      'logging_v1_enabled',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const domain = textOf(field(shaping.asFound, 'domain_name'));
    if (domain) shaping.returns.DomainName = domain;
    const behaviour = field(found, 'default_cache_behavior');
    if (behaviour?.kind === 'object') shapeBehaviour(behaviour);
    each(found, 'CacheBehaviors', shapeBehaviour);
    each(found, 'CustomErrorResponses', (response) => {
      if (textOf(field(response, 'response_code')) === '0')
        shaping.dropNode(take(response, 'response_code'), 'service-default', 'not set');
    });
    each(found, 'Origins', (origin) => {
      rename(origin, {
        origin_id: 'Id',
        custom_header: 'OriginCustomHeaders',
        'custom_origin_config.http_port': 'custom_origin_config.HTTPPort',
        'custom_origin_config.https_port': 'custom_origin_config.HTTPSPort',
        'custom_origin_config.origin_ssl_protocols': 'custom_origin_config.OriginSSLProtocols',
      });
      each(origin, 'OriginCustomHeaders', (header) => rename(header, { name: 'HeaderName', value: 'HeaderValue' }));
      for (const name of ['response_completion_timeout'])
        if (textOf(field(origin, name)) === '0') shaping.dropNode(take(origin, name), 'service-default', 'not set');
      const hasConfig = originBlocks.some((name) => name !== 'origin_shield' && field(origin, name));
      if (!hasConfig)
        put(origin, 'S3OriginConfig', { kind: 'leaf', value: { OriginAccessIdentity: '' }, telling: true });
    });
    toConfig(shaping);
  },
};

const originIdentity: TerraformException = {
  from: ['aws_cloudfront_origin_access_identity'],
  renames: { comment: 'CloudFrontOriginAccessIdentityConfig.Comment' },
  drops: { 'read-only': ['caller_reference', 'cloudfront_access_identity_path', 'etag', 'iam_arn'] },
};

const originControl: TerraformException = {
  from: ['aws_cloudfront_origin_access_control'],
  drops: { 'read-only': ['etag'] },
  shape: (shaping) => {
    const config = object();
    for (const [from, to] of Object.entries({
      name: 'Name',
      description: 'Description',
      origin_access_control_origin_type: 'OriginAccessControlOriginType',
      signing_behavior: 'SigningBehavior',
      signing_protocol: 'SigningProtocol',
    }))
      put(config, to, take(shaping.found, from));
    put(shaping.found, 'OriginAccessControlConfig', config);
  },
};

const poolBlocks = [
  'account_recovery_setting_',
  'admin_create_user_config',
  'admin_create_user_config.invite_message_template',
  'device_configuration',
  'email_configuration',
  'lambda_config',
  'password_policy',
  'schema.number_attribute_constraints',
  'schema.string_attribute_constraints',
  'sms_configuration',
  'software_token_mfa_configuration',
  'user_attribute_update_settings',
  'user_pool_add_ons',
  'username_configuration',
  'verification_message_template',
  'sign_in_policy',
];

const userPool: TerraformException = {
  from: ['aws_cognito_user_pool'],
  blocks: poolBlocks,
  renames: {
    password_policy: 'Policies.PasswordPolicy',
    sign_in_policy: 'Policies.SignInPolicy',
    user_pool_add_ons: 'UserPoolAddOns',
    name: 'UserPoolName',
  },
  drops: {
    'read-only': [
      'creation_date',
      'custom_domain',
      'domain',
      'endpoint',
      'estimated_number_of_users',
      'last_modified_date',
    ],
    superseded: ['software_token_mfa_configuration'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const recovery = take(found, 'account_recovery_setting');
    const mechanisms = itemsOf(recovery).flatMap((item) => itemsOf(take(item, 'recovery_mechanism')));
    if (mechanisms.length > 0) put(found, 'AccountRecoverySetting.RecoveryMechanisms', list(mechanisms));
    const validity = 'Policies.PasswordPolicy.password_history_size';
    if (textOf(field(found, validity)) === '0') shaping.drop([validity], 'service-default', 'not set');
  },
};

const userPoolClient: TerraformException = {
  from: ['aws_cognito_user_pool_client'],
  blocks: ['token_validity_units', 'analytics_configuration', 'refresh_token_rotation'],
  renames: {
    name: 'ClientName',
    allowed_oauth_flows_user_pool_client: 'AllowedOAuthFlowsUserPoolClient',
    callback_urls: 'CallbackURLs',
    logout_urls: 'LogoutURLs',
    default_redirect_uri: 'DefaultRedirectURI',
  },
  unset: ['access_token_validity', 'id_token_validity', 'auth_session_validity_'],
  drops: { 'read-only': ['client_secret', 'id'] },
};

export const edge: readonly TerraformException[] = [
  distribution,
  originControl,
  originIdentity,
  record,
  userPool,
  userPoolClient,
  zone,
];
