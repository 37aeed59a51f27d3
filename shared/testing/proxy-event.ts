import type { APIGatewayProxyEvent } from 'aws-lambda';

type Asked = {
  readonly method?: string;
  readonly path?: string;
  /** Each value of each parameter. */
  readonly query?: Readonly<Record<string, readonly string[]>>;
  /** Each value of each header. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Bytes come as base64, as of a binary media type. */
  readonly body?: string | Uint8Array;
  readonly userArn?: string;
  readonly cognitoIdentityId?: string;
  readonly claims?: Readonly<Record<string, string>>;
};

/** The role whose sessions ask, unless a test says otherwise; and what it owns its jobs as. */
export const session = 'arn:aws:sts::111122223333:assumed-role/Team/anna';
export const principal = 'arn:aws:iam::111122223333:role/Team';

const listed = (values: Asked['headers'] | Asked['query'] = {}): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? [value] : [...value]]),
  );

const lastOf = (many: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(many).map(([name, values]) => [name, values.at(-1) ?? '']));

/** A request as API Gateway hands it to a function (payload 1.0): signed by a session of a role unless it is said who asks. */
export const proxyEvent = (asked: Asked = {}): APIGatewayProxyEvent => {
  const { method = 'GET', path = '/v1/health', body, userArn = session } = asked;
  const [query, headers] = [listed(asked.query), listed(asked.headers)];
  const identity = {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: asked.cognitoIdentityId ?? null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: '127.0.0.1',
    user: null,
    userAgent: null,
    userArn: userArn === '' || asked.claims ? null : userArn,
  };
  return {
    resource: path,
    path,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: asked.query ? lastOf(query) : null,
    multiValueQueryStringParameters: asked.query ? query : null,
    pathParameters: null,
    stageVariables: null,
    body: body === undefined ? null : typeof body === 'string' ? body : Buffer.from(body).toString('base64'),
    isBase64Encoded: body !== undefined && typeof body !== 'string',
    requestContext: {
      accountId: '111122223333',
      apiId: 'api',
      authorizer: asked.claims ? { claims: asked.claims } : undefined,
      httpMethod: method,
      identity,
      path: `/test${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'request-1',
      requestTimeEpoch: 0,
      resourceId: 'resource',
      resourcePath: path,
      stage: 'test',
    },
  };
};
