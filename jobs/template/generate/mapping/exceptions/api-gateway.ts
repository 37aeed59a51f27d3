import { type Found, type FoundObject, field, list, literal, object, put, take, textOf } from '../found.ts';
import { rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const page = (name: string) => `https://docs.aws.amazon.com/apigateway/latest/api/API_${name}.html`;

/** What others call it by is `id` in API Gateway's answers, and an attribute of another name in CloudFormation. */
const byId = (shaping: Shaping): void => {
  shaping.ref = textOf(field(shaping.found, 'id'));
  shaping.drop(['id'], 'read-only');
};

const dates = ['createdDate', 'lastUpdatedDate'];

const identified = (type: string, name: string, readOnly: readonly string[] = []): Exception => ({
  type: `AWS::ApiGateway::${type}`,
  page: page(name),
  drops: { 'read-only': [...dates, ...readOnly] },
  shape: byId,
});

const restApi: Exception = {
  type: 'AWS::ApiGateway::RestApi',
  page: page('RestApi'),
  renames: { apiKeySource: 'ApiKeySourceType' },
  drops: { 'read-only': [...dates, 'rootResourceId', 'apiStatus', 'apiStatusMessage'] },
  shape: (shaping) => {
    byId(shaping);
    const root = textOf(field(shaping.asFound, 'rootResourceId'));
    if (root) shaping.returns.RootResourceId = root;
  },
};

/** The values of a map, each with the name it stood under. */
const entriesOf = (node: Found | undefined): readonly (readonly [string, FoundObject])[] =>
  node?.kind === 'object'
    ? [...node.fields].flatMap(([key, each]) => (each.kind === 'object' ? [[key, each] as const] : []))
    : [];

/** Responses are a map by status code in the API, and a list in CloudFormation. */
const listed = (owner: Found | undefined, name: string): void => {
  const responses = field(owner, name);
  if (owner?.kind !== 'object' || responses?.kind !== 'object') return;
  take(owner, name);
  put(owner, name, list(entriesOf(responses).map(([, each]) => each)));
};

const asMethod = (node: FoundObject, shaping: Shaping): void => {
  rename(node, { methodIntegration: 'Integration' });
  listed(node, 'methodResponses');
  const integration = field(node, 'Integration');
  rename(integration, { httpMethod: 'IntegrationHttpMethod' });
  listed(integration, 'integrationResponses');
  shaping.dropNode(take(integration, 'cacheNamespace'), 'service-default', 'what the service calls it by itself');
};

/** Where a resource's own id is known with its API's before it: `api/resource`. */
const method: Exception = {
  type: 'AWS::ApiGateway::Method',
  page: page('Method'),
  shape: (shaping) => {
    const [api, id] = (textOf(field(shaping.found, 'resourceId')) ?? '').split('/');
    if (api && id) {
      take(shaping.found, 'resourceId');
      put(shaping.found, 'resourceId', literal(id));
      put(shaping.found, 'restApiId', literal(api));
    }
    asMethod(shaping.found, shaping);
  },
};

const notShown = 'get-resources shows a method only with --embed methods';

const spawnMethods = (shaping: Shaping, id: string): void => {
  const methods = take(shaping.found, 'resourceMethods');
  const shown = methods?.kind === 'object' ? methods.fields : [];
  if (methods?.kind === 'leaf') shaping.dropNode(methods, 'empty');
  for (const [name, node] of shown) {
    if (node.kind !== 'object') {
      shaping.dropNode(node, 'not-deployable', notShown);
      continue;
    }
    put(node, 'httpMethod', literal(name));
    put(node, 'restApiId', field(shaping.found, 'restApiId'));
    put(node, 'resourceId', literal(id));
    asMethod(node, shaping);
    shaping.spawn('AWS::ApiGateway::Method', `${shaping.identity}/${name}`, node);
  }
};

const resource: Exception = {
  type: 'AWS::ApiGateway::Resource',
  page: page('Resource'),
  shape: (shaping) => {
    const id = textOf(field(shaping.found, 'id')) ?? '';
    spawnMethods(shaping, id);
    if (textOf(field(shaping.found, 'path')) === '/') {
      shaping.leaveOut('service-default', 'every API has a root');
      return;
    }
    byId(shaping);
    shaping.drop(['path'], 'read-only');
  },
};

/** `~1bookings~1{id}` and `POST`, with a slash between; a star stands for every path, or method. */
const placeOf = (key: string): { readonly path: string; readonly method: string } => {
  const at = key.lastIndexOf('/');
  const path = key.slice(0, at).replaceAll('~1', '/');
  return { path: path === '*' ? '/*' : path, method: key.slice(at + 1) };
};

const stage: Exception = {
  type: 'AWS::ApiGateway::Stage',
  page: page('Stage'),
  renames: { accessLogSettings: 'AccessLogSetting', canarySettings: 'CanarySetting' },
  drops: { 'read-only': [...dates, 'cacheClusterStatus', 'webAclArn'] },
  shape: (shaping) => {
    const settings = field(shaping.found, 'methodSettings');
    if (settings?.kind !== 'object') return;
    take(shaping.found, 'methodSettings');
    const each = entriesOf(settings).map(([key, node]) => {
      const { path, method: name } = placeOf(key);
      for (const extra of ['requireAuthorizationForCacheControl', 'unauthorizedCacheControlHeaderStrategy']) {
        shaping.dropNode(take(node, extra), 'service-default', 'CloudFormation has no property for it');
      }
      return object([['ResourcePath', literal(path)], ['HttpMethod', literal(name)], ...node.fields]);
    });
    put(shaping.found, 'MethodSettings', list(each));
  },
};

const apiKey: Exception = {
  type: 'AWS::ApiGateway::ApiKey',
  page: page('ApiKey'),
  drops: { 'read-only': dates },
  shape: (shaping) => {
    byId(shaping);
    const keys = take(shaping.found, 'stageKeys');
    if (keys?.kind !== 'list') {
      shaping.dropNode(keys, 'empty');
      return;
    }
    const each = keys.items.flatMap((key) => {
      const [api, name] = (textOf(key) ?? '').split('/');
      shaping.dropNode(key, 'superseded', 'as RestApiId and StageName');
      return api && name
        ? [
            object([
              ['RestApiId', literal(api)],
              ['StageName', literal(name)],
            ]),
          ]
        : [];
    });
    put(shaping.found, 'StageKeys', list(each));
  },
};

/** REST APIs: maps where CloudFormation has lists, and ids that only they give themselves. */
export const apiGateway: readonly Exception[] = [
  restApi,
  resource,
  method,
  stage,
  apiKey,
  identified('Deployment', 'Deployment', ['apiSummary']),
  identified('Authorizer', 'Authorizer', ['authType']),
  identified('Model', 'Model'),
  identified('RequestValidator', 'RequestValidator'),
  identified('UsagePlan', 'UsagePlan'),
  identified('VpcLink', 'VpcLink', ['status', 'statusMessage']),
];
