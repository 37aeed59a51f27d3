import * as z from 'zod';

const strings = z.record(z.string(), z.string()).default({});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html */
export const customResponseSchema = z.looseObject({
  statusCode: z.coerce.number().int().optional(),
  /** `gatewayresponse.header.<name>` to `'literal'`, `context.…` or `method.request.…`. */
  responseParameters: strings,
  /** Body templates by media type. */
  responseTemplates: strings,
});

/** A gateway response that the definition, or a resource of the stack, makes its own. */
export type CustomResponse = z.infer<typeof customResponseSchema>;
