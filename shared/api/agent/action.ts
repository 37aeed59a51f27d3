import type * as z from 'zod';
import type { Operation } from '#schemas/api/operations/index.ts';
import type { RawRequest } from '../api.ts';

/** What a request to the API is made of, besides who asks. */
export type Parts = Omit<RawRequest, 'caller' | 'correlationId'>;

/** What the model may give: text, numbers and truth values by name, nothing nested. Where a value is one of a few, the description says which. */
export type Parameters = z.ZodObject;

type ActionDefinition<Of extends Operation, Given extends Parameters> = {
  /** What the model calls it. */
  readonly name: string;
  /** What the model reads when it chooses. */
  readonly description: string;
  /** The operation of the API that does it. */
  readonly operation: Of;
  readonly parameters: Given;
  /** Bedrock asks the person before it does it. */
  readonly isConfirmed?: boolean;
  request(given: z.output<Given>): Parts;
  /** What the model is told of the reply: what it can make use of. */
  brief(reply: z.output<Of['reply']['schema']>): object;
};

/** A row of the action group. */
export type Action = {
  readonly name: string;
  readonly description: string;
  readonly operation: Operation;
  readonly parameters: Parameters;
  readonly isConfirmed: boolean;
  /** Throws a `ZodError` for what does not fit. */
  request(given: unknown): Parts;
  brief(reply: unknown): object;
};

/** Gives an action its types. */
export const defineAction = <Of extends Operation, Given extends Parameters>(
  definition: ActionDefinition<Of, Given>,
): Action => {
  const { operation, parameters, isConfirmed = false, request, brief } = definition;
  return {
    ...definition,
    isConfirmed,
    request: (given) => request(parameters.parse(given)),
    brief: (reply) => brief(operation.reply.schema.parse(reply) as z.output<Of['reply']['schema']>),
  };
};

/** Bedrock's path of an action: each is a path of its own, with the method of its operation. */
export const pathOf = ({ name }: Pick<Action, 'name'>): string => `/${name}`;
