/** CORS of the input bucket: none, unless `--param corsOrigins=https://a.example,https://b.example` names pages that upload. */
export const corsConfiguration = async ({ resolveVariable }) => {
  const origins = String(await resolveVariable('param:corsOrigins'))
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
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
