import { door } from '#shared/api/door.ts';
import { restApi } from '#shared/api/http/rest-api.ts';
import { parseEnv } from '#shared/pipeline/env.ts';

const env = parseEnv('api');
const { api, observer, lambda } = door(env);

export const handler = lambda(restApi({ api, admins: env.ADMIN_PRINCIPALS, corsOrigins: env.CORS_ORIGINS, observer }));
