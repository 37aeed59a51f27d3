import type { Place } from '../place.ts';
import { type ApiRequest, header } from './request.ts';

/** Who calls, as far as API Gateway knows: the fields of `identity` that IAM fills. */
export type CallerIdentity = {
  readonly accessKey: string | null;
  readonly accountId: string | null;
  readonly caller: string | null;
  readonly user: string | null;
  readonly userArn: string | null;
};

export const nobody: CallerIdentity = { accessKey: null, accountId: null, caller: null, user: null, userArn: null };

/** Which API and stage it is, the same for each of its requests. */
export type Stage = {
  readonly apiId: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The template of an access log's line, if there is a log. */
  readonly accessLogFormat: string | undefined;
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (value: number): string => String(value).padStart(2, '0');

/** The Common Log Format's: `04/Mar/2020:19:15:17 +0000`. */
export const clfTime = (time: Date): string => {
  const date = `${two(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${date}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
};

/** The other id of a request, which callers find in `x-amz-apigw-id`. */
export const extendedId = ({ id }: ApiRequest): string => `${id.replaceAll('-', '').slice(0, 15)}=`;

/**
 * The `requestContext` of a proxy event, which is also what `$context` stands for in templates.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const requestContext = (
  request: ApiRequest,
  stage: Stage,
  place: Place,
  resourcePath: string,
  caller: CallerIdentity,
) => {
  const host = header(request, 'host') ?? '';
  return {
    accountId: place.account,
    apiId: stage.apiId,
    deploymentId: 'embedded',
    domainName: host,
    domainPrefix: host.split(/[.:]/, 1)[0] ?? '',
    extendedRequestId: extendedId(request),
    httpMethod: request.method,
    identity: {
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      userAgent: header(request, 'user-agent') ?? null,
      ...caller,
    },
    path: `/${stage.name}${request.path}`,
    protocol: 'HTTP/1.1',
    requestId: request.id,
    requestTime: clfTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt.getTime(),
    resourceId: resourcePath,
    resourcePath,
    stage: stage.name,
  };
};

export type RequestContext = ReturnType<typeof requestContext>;
