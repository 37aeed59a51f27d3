import { credentials } from '../../clients.ts';
import type { Place } from '../../place.ts';
import { GatewayError } from '../gateway-error.ts';
import { type ApiRequest, header } from '../request.ts';
import type { Authorizer } from './authorizer.ts';
import { identityOf } from './identity.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** A page on another host whose name was made to lead here (DNS rebinding) says so in `Host`. */
const refuseOtherHosts = (request: ApiRequest): void => {
  const hosts = request.headers.filter(([name]) => name.toLowerCase() === 'host');
  const [host] = hosts;
  if (hosts.length === 1 && host !== undefined && loopback.has(hostName(host[1]))) return;
  throw new GatewayError('EMBEDDED', 'Requests are taken for 127.0.0.1 and localhost only');
};

/** A page of another origin can send, if not read; a browser tells its origin with everything but simple reads. */
const refuseOtherOrigins = (request: ApiRequest, allowed: readonly string[]): void => {
  const origin = header(request, 'origin');
  if (origin === undefined || readOnly.has(request.method)) return;
  if (origin === `http://${header(request, 'host')}` || allowed.includes(origin)) return;
  throw new GatewayError('EMBEDDED', 'Requests from pages of this origin are not taken');
};

/** The one user of an API that asks for no signature. */
export const localUserArn = ({ partition, account }: Place): string => `arn:${partition}:iam::${account}:user/local`;

/** Takes whoever reaches the loopback interface for the local user, except what a browser carries there for someone else. */
export const withoutSignatures = (place: Place, allowedOrigins: readonly string[]): Authorizer => ({
  admit: (request) => {
    refuseOtherHosts(request);
    refuseOtherOrigins(request, allowedOrigins);
  },
  identify: async () => identityOf(credentials.accessKeyId, localUserArn(place), place.account),
});
