import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { isObject } from '#schemas/json.ts';
import { boundedJson } from '../../http/bounded-json.ts';

/** Each is a request of its own, of which a caller has ten a second. */
const mostMessages = 10;

/** A body that is no JSON-RPC: the protocol's own code for it, without a word of the body. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const json = (text: string): unknown => {
  try {
    return boundedJson(text);
  } catch {
    throw new RpcError(ErrorCode.ParseError, 'The body is no JSON, or nests too deeply, or has too many values.');
  }
};

const message = (value: unknown): JSONRPCMessage => {
  const parsed = JSONRPCMessageSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RpcError(ErrorCode.InvalidRequest, 'A message is none of JSON-RPC 2.0.');
};

/** The ids that an answer is due to. */
export const idsOf = (messages: readonly JSONRPCMessage[]): readonly RequestId[] =>
  messages.flatMap((one) => ('method' in one && 'id' in one ? [one.id] : []));

const refuseTwins = (messages: readonly JSONRPCMessage[]): void => {
  const ids = idsOf(messages).map((id) => JSON.stringify(id));
  if (new Set(ids).size < ids.length) throw new RpcError(ErrorCode.InvalidRequest, 'Two requests have the same id.');
};

/** Each request is answered by the worker that took it, which nothing else reaches: to call one off would only leave it unanswered. */
const isCancellation = (one: JSONRPCMessage): boolean => 'method' in one && one.method === 'notifications/cancelled';

/**
 * The messages of a body: one, or a batch as protocol version 2025-03-26 has it. Throws an `RpcError` for whatever is none.
 * https://modelcontextprotocol.io/specification/2025-03-26/basic/transports#sending-messages-to-the-server
 */
export const messagesOf = (text: string): JSONRPCMessage | readonly JSONRPCMessage[] => {
  const value = json(text);
  if (isObject(value)) return message(value);
  if (!Array.isArray(value) || value.length === 0 || value.length > mostMessages)
    throw new RpcError(ErrorCode.InvalidRequest, `Send a message, or a batch of ${mostMessages} at the most.`);
  const messages = value.map(message).filter((one) => !isCancellation(one));
  refuseTwins(messages);
  return messages;
};
