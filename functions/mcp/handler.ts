import { answers } from '#jobs/answers.ts';
import type { Caller } from '#shared/api/caller.ts';
import { door } from '#shared/api/door.ts';
import { download } from '#shared/api/mcp/download.ts';
import { mcpEndpoint } from '#shared/api/mcp/http/endpoint.ts';
import { mcpServer } from '#shared/api/mcp/server.ts';
import { parseEnv } from '#shared/pipeline/env.ts';
import packageJson from '../../package.json' with { type: 'json' };

const env = parseEnv('mcp');
const { api, limit, observer, lambda } = door(env);
const known = answers({ engineMs: 20_000 });

const serverFor = (caller: Caller, correlationId: string) =>
  mcpServer({
    api,
    caller,
    newCorrelationId: () => correlationId,
    version: packageJson.version,
    longestWaitSeconds: 2,
    charge: () => limit(caller.principal),
    ...known,
    download,
    report: (error) => observer.failed('mcp', error),
  });
const { ADMIN_PRINCIPALS: admins, CORS_ORIGINS: corsOrigins } = env;

export const handler = lambda(mcpEndpoint({ serverFor, admins, corsOrigins, observer, deadlineMs: 26_000 }));
