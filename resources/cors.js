/** Cross-origin requests: none, unless `--param corsOrigins=https://a.example,https://b.example` names whose pages may make them. */
import { listOf, refuse } from './read-param.js';

/** As browsers send it: scheme, host and port. https://fetch.spec.whatwg.org/#origin-header */
const origin = /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/;

/** The origins, or an error that names what is none. */
export const originsOf = async (resolveVariable) => {
  const origins = listOf(await resolveVariable('param:corsOrigins'));
  const wrong = origins.find((candidate) => !origin.test(candidate));
  if (wrong) throw refuse(`corsOrigins holds what is no origin (https://a.example): ${wrong}`);
  return origins;
};

/** Of the input bucket. */
export const corsConfiguration = async ({ resolveVariable }) => {
  const origins = await originsOf(resolveVariable);
  if (origins.length === 0) return null;
  return {
    CorsRules: [
      {
        AllowedOrigins: origins,
        AllowedMethods: ['PUT', 'POST'],
        AllowedHeaders: ['*'],
        ExposedHeaders: ['ETag'],
        MaxAge: 3600,
      },
    ],
  };
};
