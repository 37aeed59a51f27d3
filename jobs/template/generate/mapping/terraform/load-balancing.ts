import { type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { each, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import { asPairs } from './attributes.ts';
import type { TerraformException } from './exception.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
const common = {
  enable_deletion_protection: 'deletion_protection.enabled',
  'access_logs.enabled': 'access_logs.s3.enabled',
  'access_logs.bucket': 'access_logs.s3.bucket',
  'access_logs.prefix': 'access_logs.s3.prefix',
};
const ofNetwork = {
  enable_cross_zone_load_balancing: 'load_balancing.cross_zone.enabled',
  dns_record_client_routing_policy: 'dns_record.client_routing_policy',
};
const ofApplication = {
  idle_timeout: 'idle_timeout.timeout_seconds',
  client_keep_alive: 'client_keep_alive.seconds',
  desync_mitigation_mode: 'routing.http.desync_mitigation_mode',
  drop_invalid_header_fields: 'routing.http.drop_invalid_header_fields.enabled',
  enable_http2: 'routing.http2.enabled',
  enable_tls_version_and_cipher_suite_headers: 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
  enable_waf_fail_open: 'waf.fail_open.enabled',
  enable_xff_client_port: 'routing.http.xff_client_port.enabled',
  preserve_host_header: 'routing.http.preserve_host_header.enabled',
  xff_header_processing_mode: 'routing.http.xff_header_processing.mode',
  'connection_logs.enabled': 'connection_logs.s3.enabled',
  'connection_logs.bucket': 'connection_logs.s3.bucket',
  'connection_logs.prefix': 'connection_logs.s3.prefix',
};

const loadBalancer: TerraformException = {
  from: ['aws_lb', 'aws_alb'],
  blocks: ['access_logs', 'connection_logs', 'health_check_logs', 'ipam_pools', 'minimum_load_balancer_capacity'],
  renames: { load_balancer_type: 'Type' },
  drops: {
    'read-only': ['arn_suffix', 'vpc_id', 'zone_id'],
    'service-default': ['enable_zonal_shift', 'health_check_logs', 'secondary_ips_auto_assigned_per_subnet'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const isApplication = (textOf(field(found, 'Type')) ?? 'application') === 'application';
    asPairs(shaping, 'LoadBalancerAttributes', { ...common, ...(isApplication ? ofApplication : ofNetwork) });
    const others = isApplication ? ofNetwork : ofApplication;
    shaping.drop(Object.keys(others), 'service-default', 'not of this type of load balancer');
    for (const name of ['access_logs', 'connection_logs']) take(found, name);
    const scheme = take(found, 'internal');
    put(found, 'Scheme', told(scheme, textOf(scheme) === 'true' ? 'internal' : 'internet-facing'));
    shapeSubnets(shaping);
  },
};

/** Subnets are told twice: CloudFormation takes mappings only where they say more than the subnet. */
const shapeSubnets = (shaping: Shaping): void => {
  const mappings = itemsOf(take(shaping.found, 'subnet_mapping'));
  const says = (name: string) => mappings.some((mapping) => textOf(field(mapping, name)));
  if (!says('allocation_id') && !says('private_ipv4_address')) {
    for (const mapping of mappings) shaping.dropNode(mapping, 'superseded', 'told by the subnets');
    return;
  }
  for (const mapping of mappings) shaping.dropNode(take(mapping, 'outpost_id'), 'read-only');
  shaping.drop(['subnets'], 'superseded', 'told by the mappings');
  put(shaping.found, 'SubnetMappings', list(mappings));
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
const ofTargets = {
  deregistration_delay: 'deregistration_delay.timeout_seconds',
  'stickiness.enabled': 'stickiness.enabled',
  'stickiness.type': 'stickiness.type',
};
const ofHttpTargets = {
  'stickiness.cookie_duration': 'stickiness.lb_cookie.duration_seconds',
  load_balancing_algorithm_type: 'load_balancing.algorithm.type',
  load_balancing_cross_zone_enabled: 'load_balancing.cross_zone.enabled',
  slow_start: 'slow_start.duration_seconds',
};
const ofTcpTargets = {
  connection_termination: 'deregistration_delay.connection_termination.enabled',
  preserve_client_ip: 'preserve_client_ip.enabled',
  proxy_protocol_v2: 'proxy_protocol_v2.enabled',
};

const health = {
  'health_check.enabled': 'HealthCheckEnabled',
  'health_check.healthy_threshold': 'HealthyThresholdCount',
  'health_check.interval': 'HealthCheckIntervalSeconds',
  'health_check.matcher': 'Matcher.HttpCode',
  'health_check.path': 'HealthCheckPath',
  'health_check.port': 'HealthCheckPort',
  'health_check.protocol': 'HealthCheckProtocol',
  'health_check.timeout': 'HealthCheckTimeoutSeconds',
  'health_check.unhealthy_threshold': 'UnhealthyThresholdCount',
};

const targetGroup: TerraformException = {
  from: ['aws_lb_target_group', 'aws_alb_target_group'],
  blocks: ['health_check', 'stickiness', 'target_failover', 'target_group_health', 'target_health_state'],
  drops: {
    'read-only': ['arn_suffix', 'load_balancer_arns'],
    'service-default': [
      'target_failover',
      'target_group_health',
      'target_health_state',
      'load_balancing_anomaly_mitigation',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const isLambda = textOf(field(found, 'target_type')) === 'lambda';
    const isHttp = /^HTTPS?$/.test(textOf(field(found, 'protocol')) ?? '');
    if (isLambda) {
      asPairs(shaping, 'TargetGroupAttributes', {
        lambda_multi_value_headers_enabled: 'lambda.multi_value_headers.enabled',
      });
      shaping.drop(
        ['deregistration_delay', 'port', 'protocol', 'vpc_id', ...Object.keys(ofHttpTargets), 'stickiness'],
        'service-default',
        'not of a function',
      );
    } else {
      asPairs(shaping, 'TargetGroupAttributes', { ...ofTargets, ...(isHttp ? ofHttpTargets : ofTcpTargets) });
      shaping.drop(['lambda_multi_value_headers_enabled'], 'service-default', 'of functions only');
    }
    shaping.drop(Object.keys(isHttp ? ofTcpTargets : ofHttpTargets), 'service-default', 'not of this protocol');
    const isTcp = !isHttp && !isLambda;
    if (isTcp && textOf(field(found, 'health_check.matcher')) === '') shaping.drop(['health_check.matcher'], 'empty');
    rename(found, health);
    shaping.drop(['health_check', 'stickiness'], 'empty');
    if (field(found, 'protocol_version') && !isHttp) shaping.drop(['protocol_version'], 'service-default');
  },
};

const attachment: TerraformException = {
  from: ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'],
  adds: true,
  unset: ['port'],
  shape: (shaping) => {
    const { found } = shaping;
    const target = object();
    put(target, 'Id', take(found, 'target_id'));
    put(target, 'Port', take(found, 'port'));
    put(target, 'AvailabilityZone', take(found, 'availability_zone'));
    put(found, 'Targets', list([target]));
    shaping.drop(['target_group_arn', 'id', 'quic_server_id'], 'read-only', 'the group it is in');
  },
};

const actionBlocks = [
  'fixed_response',
  'redirect',
  'forward',
  'forward.stickiness',
  'authenticate_cognito',
  'authenticate_oidc',
  'jwt_validation',
];

const shapeAction = (shaping: Shaping, action: FoundObject): void => {
  rename(action, {
    authenticate_cognito: 'AuthenticateCognitoConfig',
    authenticate_oidc: 'AuthenticateOidcConfig',
    fixed_response: 'FixedResponseConfig',
    redirect: 'RedirectConfig',
    'forward.target_group': 'ForwardConfig.TargetGroups',
    'forward.stickiness': 'ForwardConfig.TargetGroupStickinessConfig',
  });
  take(action, 'forward');
  rename(field(action, 'ForwardConfig.TargetGroupStickinessConfig'), { duration: 'DurationSeconds' });
  each(action, 'ForwardConfig.TargetGroups', (group) => rename(group, { arn: 'TargetGroupArn' }));
  const isOne = itemsOf(field(action, 'ForwardConfig.TargetGroups')).length === 1;
  if (isOne && textOf(field(action, 'target_group_arn')))
    shaping.dropNode(take(action, 'ForwardConfig'), 'superseded', 'told by the target group');
  if (textOf(field(action, 'order')) === '0') shaping.dropNode(take(action, 'order'), 'service-default');
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html */
const listener: TerraformException = {
  from: ['aws_lb_listener', 'aws_alb_listener'],
  blocks: ['mutual_authentication', ...actionBlocks.map((name) => `default_action.${name}`)],
  renames: {
    mutual_authentication: 'MutualAuthentication',
    'mutual_authentication.trust_store_arn': 'mutual_authentication.TrustStoreArn',
  },
  unset: ['tcp_idle_timeout_seconds'],
  drops: { 'service-default': ['routing_http_response_server_enabled'] },
  shape: (shaping) => {
    const { found } = shaping;
    put(found, 'ListenerArn', literal(textOf(field(found, 'arn')) ?? null));
    rename(found, { default_action: 'DefaultActions' });
    each(found, 'DefaultActions', (action) => shapeAction(shaping, action));
    const certificate = take(found, 'certificate_arn');
    if (textOf(certificate) && certificate)
      put(found, 'Certificates', list([object([['CertificateArn', certificate]])]));
    const policy = take(found, 'alpn_policy');
    if (textOf(policy) && policy) put(found, 'AlpnPolicy', list([policy]));
    asPairs(shaping, 'ListenerAttributes', { tcp_idle_timeout_seconds: 'tcp.idle_timeout.seconds' });
  },
};

const conditions = {
  host_header: 'HostHeaderConfig',
  http_header: 'HttpHeaderConfig',
  http_request_method: 'HttpRequestMethodConfig',
  path_pattern: 'PathPatternConfig',
  source_ip: 'SourceIpConfig',
};

const shapeCondition = (condition: FoundObject): void => {
  for (const [name, config] of Object.entries(conditions)) {
    if (!field(condition, `${name}.values`)) continue;
    put(condition, 'Field', literal(name.replaceAll('_', '-')));
    rename(condition, { [name]: config });
  }
  const queries = itemsOf(take(condition, 'query_string'));
  if (queries.length === 0) return;
  put(condition, 'Field', literal('query-string'));
  put(condition, 'QueryStringConfig.Values', list(queries));
};

const rule: TerraformException = {
  from: ['aws_lb_listener_rule', 'aws_alb_listener_rule'],
  blocks: [
    ...actionBlocks.map((name) => `action.${name}`),
    ...Object.keys(conditions).map((name) => `condition.${name}`),
  ],
  drops: { 'service-default': ['transform'] },
  shape: (shaping) => {
    const { found } = shaping;
    put(found, 'RuleArn', literal(textOf(field(found, 'arn')) ?? null));
    rename(found, { action: 'Actions', condition: 'Conditions' });
    each(found, 'Actions', (action) => shapeAction(shaping, action));
    each(found, 'Conditions', shapeCondition);
  },
};

const certificate: TerraformException = {
  from: ['aws_lb_listener_certificate', 'aws_alb_listener_certificate'],
  drops: { 'read-only': ['id'] },
  shape: ({ found }) => {
    const arn = take(found, 'certificate_arn');
    if (arn) put(found, 'Certificates', list([object([['CertificateArn', arn]])]));
  },
};

const classic: TerraformException = {
  from: ['aws_elb'],
  blocks: ['health_check', 'access_logs'],
  renames: {
    name: 'LoadBalancerName',
    listener: 'Listeners',
    cross_zone_load_balancing: 'CrossZone',
    connection_draining: 'ConnectionDrainingPolicy.Enabled',
    connection_draining_timeout: 'ConnectionDrainingPolicy.Timeout',
    idle_timeout: 'ConnectionSettings.IdleTimeout',
    access_logs: 'AccessLoggingPolicy',
    'health_check.target': 'health_check.Target',
    'access_logs.bucket': 'access_logs.S3BucketName',
    'access_logs.bucket_prefix': 'access_logs.S3BucketPrefix',
    'access_logs.interval': 'access_logs.EmitInterval',
  },
  drops: {
    'read-only': ['source_security_group', 'source_security_group_id', 'zone_id'],
    'service-default': ['desync_mitigation_mode'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    each(found, 'Listeners', (each) =>
      rename(each, { lb_port: 'LoadBalancerPort', lb_protocol: 'Protocol', ssl_certificate_id: 'SSLCertificateId' }),
    );
    const scheme = take(found, 'internal');
    put(found, 'Scheme', told(scheme, textOf(scheme) === 'true' ? 'internal' : 'internet-facing'));
    if (itemsOf(field(found, 'subnets')).length > 0)
      shaping.drop(['availability_zones'], 'read-only', 'follows from the subnets');
  },
};

export const loadBalancing: readonly TerraformException[] = [
  attachment,
  certificate,
  classic,
  listener,
  loadBalancer,
  rule,
  targetGroup,
];
