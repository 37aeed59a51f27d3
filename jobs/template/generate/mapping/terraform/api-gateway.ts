import { field, object, put, take, textOf } from '../found.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

const api: TerraformException = {
  from: ['aws_apigatewayv2_api'],
  blocks: ['cors_configuration'],
  unset: ['disable_execute_api_endpoint', 'fail_on_warnings'],
  drops: { 'read-only': ['execution_arn', 'api_endpoint'] },
};

const routeSettings = ['default_route_settings', 'access_log_settings'];

const stage: TerraformException = {
  from: ['aws_apigatewayv2_stage'],
  blocks: routeSettings,
  renames: { name: 'StageName', 'access_log_settings.destination_arn': 'access_log_settings.DestinationArn' },
  drops: { 'read-only': ['execution_arn', 'invoke_url', 'id'] },
  shape: (shaping) => {
    const { found } = shaping;
    for (const name of [
      'throttling_burst_limit',
      'throttling_rate_limit',
      'data_trace_enabled',
      'detailed_metrics_enabled',
    ]) {
      const path = `default_route_settings.${name}`;
      if (['0', 'false'].includes(textOf(field(found, path)) ?? '')) shaping.drop([path], 'service-default', 'not set');
    }
  },
};

const ofApi: readonly TerraformException[] = ['authorizer', 'integration', 'route'].map((name) => ({
  from: [`aws_apigatewayv2_${name}`],
  blocks: ['jwt_configuration', 'tls_config'],
  renames: { timeout_milliseconds: 'TimeoutInMillis', audience: 'Audience' },
  unset: ['api_key_required', 'authorizer_result_ttl_in_seconds', 'enable_simple_responses'],
  drops: { 'read-only': ['integration_response_selection_expression'] },
}));

const restApi: TerraformException = {
  from: ['aws_api_gateway_rest_api'],
  blocks: ['endpoint_configuration'],
  renames: { api_key_source: 'ApiKeySourceType', policy: 'Policy' },
  unset: ['fail_on_warnings', 'minimum_compression_size'],
  drops: { 'read-only': ['created_date', 'execution_arn', 'root_resource_id'] },
  shape: (shaping) => {
    const root = textOf(field(shaping.asFound, 'root_resource_id'));
    if (root) shaping.returns.RootResourceId = root;
    shaping.drop(['endpoint_configuration.ip_address_type'], 'service-default');
    const size = 'minimum_compression_size';
    if (textOf(field(shaping.found, size)) === '') shaping.drop([size], 'empty');
  },
};

const restStage: TerraformException = {
  from: ['aws_api_gateway_stage'],
  blocks: ['access_log_settings'],
  renames: { xray_tracing_enabled: 'TracingEnabled', access_log_settings: 'AccessLogSetting' },
  unset: ['cache_cluster_enabled'],
  drops: { 'read-only': ['execution_arn', 'invoke_url', 'id', 'web_acl_arn'] },
};

const restResource: TerraformException = { from: ['aws_api_gateway_resource'], drops: { 'read-only': ['path'] } };

const deployment: TerraformException = {
  from: ['aws_api_gateway_deployment'],
  drops: {
    'read-only': ['created_date', 'execution_arn', 'invoke_url'],
    'not-deployable': ['stage_name', 'variables', 'stage_description', 'canary_settings'],
  },
};

const methodKey = (shaping: Shaping) =>
  ['rest_api_id', 'resource_id', 'http_method'].map((name) => textOf(field(shaping.found, name)) ?? '').join('|');

/** A method and its integration are two resources of Terraform's, and one of CloudFormation's. */
const asMethod = (shaping: Shaping): void => {
  shaping.drop(['id'], 'read-only', 'Terraform names it');
  const key = methodKey(shaping);
  const own = object(shaping.found.fields);
  shaping.found.fields.clear();
  shaping.isMade = false;
  shaping.spawn('AWS::ApiGateway::Method', key, own);
};

const method: TerraformException = {
  from: ['aws_api_gateway_method'],
  renames: { authorization: 'AuthorizationType' },
  shape: asMethod,
};

const integration: TerraformException = {
  from: ['aws_api_gateway_integration'],
  blocks: ['tls_config'],
  drops: { 'read-only': ['cache_namespace'] },
  shape: (shaping) => {
    const { found } = shaping;
    const inner = object();
    for (const [from, to] of Object.entries({
      type: 'Type',
      uri: 'Uri',
      credentials: 'Credentials',
      integration_http_method: 'IntegrationHttpMethod',
      passthrough_behavior: 'PassthroughBehavior',
      request_parameters: 'RequestParameters',
      request_templates: 'RequestTemplates',
      timeout_milliseconds: 'TimeoutInMillis',
      connection_type: 'ConnectionType',
      connection_id: 'ConnectionId',
      content_handling: 'ContentHandling',
      cache_key_parameters: 'CacheKeyParameters',
    }))
      put(inner, to, take(found, from));
    shaping.dropNode(take(found, 'tls_config'), 'service-default');
    put(found, 'Integration', inner);
    asMethod(shaping);
  },
};

export const apiGateway: readonly TerraformException[] = [
  api,
  stage,
  ...ofApi,
  restApi,
  restStage,
  restResource,
  deployment,
  method,
  integration,
];
