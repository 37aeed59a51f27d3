import { GatewayError } from '../gateway-error.ts';

/** What is wrong with a signature, in API Gateway's words. https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch */
export const refusals = {
  unsigned: () => new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token'),
  incomplete: (message: string) =>
    new GatewayError('INVALID_SIGNATURE', message, { errorType: 'IncompleteSignatureException' }),
  unknownKey: () =>
    new GatewayError('INVALID_SIGNATURE', 'The security token included in the request is invalid.', {
      errorType: 'UnrecognizedClientException',
    }),
  invalid: (message: string) => new GatewayError('INVALID_SIGNATURE', message),
  mismatch: () =>
    new GatewayError(
      'INVALID_SIGNATURE',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
} as const;
