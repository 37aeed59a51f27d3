import * as z from 'zod';
import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Tool } from '#shared/model/model.ts';

const most = 100;

const reference = z.object({
  property: z.string().max(500),
  logicalName: z.string().max(255),
  attribute: z.string().max(100).optional(),
});

/** Only the frame is judged here: what a resource holds is judged one by one, so that one that is wrong costs no other. */
const answer = z.object({
  resources: z
    .array(
      z.object({
        type: z.string().max(200),
        logicalName: z.string().max(255),
        properties: z.custom<JsonObject>(isObject).default({}),
        refersTo: z.array(reference).max(200).default([]),
      }),
    )
    .max(most),
});

export type Wanted = z.infer<typeof answer>['resources'][number];
export type WantedReference = z.infer<typeof reference>;

/** The only way to answer. */
export const defineResources: Tool<z.infer<typeof answer>> = {
  name: 'define_resources',
  description: 'Defines the resources that the request asks for. An empty list says that there are none.',
  parse: answer,
  inputSchema: {
    type: 'object',
    properties: {
      resources: {
        type: 'array',
        maxItems: most,
        items: {
          type: 'object',
          properties: {
            type: { type: 'string', description: 'AWS::Service::Resource' },
            logicalName: { type: 'string', description: 'Letters and digits' },
            properties: { type: 'object', description: "The type's properties, as CloudFormation has them" },
            refersTo: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  property: { type: 'string', description: 'JSON pointer into properties: /Dimensions/0/Value' },
                  logicalName: { type: 'string', description: 'The resource that is referred to' },
                  attribute: { type: 'string', description: 'What Fn::GetAtt returns; left out: what Ref returns' },
                },
                required: ['property', 'logicalName'],
              },
            },
          },
          required: ['type', 'logicalName', 'properties'],
        },
      },
    },
    required: ['resources'],
  },
};
