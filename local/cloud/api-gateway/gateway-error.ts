/**
 * Why API Gateway answers itself: the status that goes with it, and what `x-amzn-errortype` says.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const responseTypes = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException'],
  BAD_REQUEST_BODY: [400, 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException'],
  DEFAULT_4XX: [400, 'BadRequestException'],
  DEFAULT_5XX: [500, 'InternalServerErrorException'],
  /** None of API Gateway's: what only a gateway on a laptop refuses. */
  EMBEDDED: [403, 'AccessDeniedException'],
  EXPIRED_TOKEN: [403, 'ExpiredTokenException'],
  INTEGRATION_FAILURE: [504, 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  INVALID_SIGNATURE: [403, 'InvalidSignatureException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  REQUEST_TOO_LARGE: [413, 'RequestEntityTooLargeException'],
} as const satisfies Readonly<Record<string, readonly [status: number, errorType: string]>>;

export type ResponseType = keyof typeof responseTypes;

type Other = { readonly status?: number; readonly errorType?: string; readonly detail?: string };

/** What ends a request before, or instead of, its function's answer. The caller is told `message`. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly type: ResponseType;
  readonly status: number;
  readonly errorType: string;
  /** What in particular is wrong with a body, as part of a JSON string. */
  readonly detail: string;
  constructor(type: ResponseType, message: string, other: Other = {}) {
    super(message);
    this.type = type;
    this.status = other.status ?? responseTypes[type][0];
    this.errorType = other.errorType ?? responseTypes[type][1];
    this.detail = JSON.stringify(other.detail ?? '').slice(1, -1);
  }
}

/** A function that failed, or whose answer is none: the caller learns no more than that. */
export const badGateway = (): GatewayError => new GatewayError('DEFAULT_5XX', 'Internal server error', { status: 502 });
