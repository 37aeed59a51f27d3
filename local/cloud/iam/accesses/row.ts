import type { IncomingHttpHeaders } from 'node:http';
import type { Place } from '../../place.ts';
import type { Access } from '../access.ts';

/** A request to a service, as it came over the wire. */
export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** An access before what every request's context holds is added. */
export type Asked = Omit<Access, 'context'> & { readonly context?: Access['context'] };

/** What an operation asks IAM for, told from its request. */
export type Row = (request: ServiceRequest, place: Place) => readonly Asked[] | Promise<readonly Asked[]>;

/** By the names of the operations. */
export type Rows = Readonly<Record<string, Row>>;
