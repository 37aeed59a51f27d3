import { actionGroup } from '#shared/api/agent/action-group.ts';
import { door } from '#shared/api/door.ts';
import { parseEnv } from '#shared/pipeline/env.ts';

const { api, observer, lambda } = door(parseEnv('agent'));

export const handler = lambda(actionGroup({ api, observer }));
