import { ssmClient } from '#shared/aws/clients.ts';
import type { CollectorEnv } from '#shared/pipeline/env.ts';
import { scanAccess } from './collect/access.ts';
import { type ScanDeps, scanCells } from './collect/scan-cell.ts';
import { sourcesOf } from './collect/sources/index.ts';
import { storedExceptions } from './collect/stored-exceptions.ts';
import { awsSurvey } from './collect/survey.ts';
import { collecting } from './collect.ts';

/** The collector's part of an inventory, which reads accounts with what its environment says, or as the function itself. */
export const configuredScan = (env: CollectorEnv, deps: Pick<ScanDeps, 'artifacts' | 'now'>) => {
  const { SCAN_ENDPOINT_URL: endpoint, SCAN_CREDENTIALS_URL: url, SCAN_CREDENTIALS_TOKEN: token } = env;
  const access = scanAccess({
    homeRegion: env.SCAN_REGION ?? env.AWS_REGION,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(url === undefined ? {} : { credentials: { url, token } }),
  });
  return {
    collect: collecting({
      survey: awsSurvey(access),
      sources: sourcesOf,
      ...(env.EXCEPTIONS_PARAMETER && { stored: storedExceptions(ssmClient(), env.EXCEPTIONS_PARAMETER) }),
    }),
    cells: scanCells({ ...deps, access, sources: sourcesOf }),
  };
};
