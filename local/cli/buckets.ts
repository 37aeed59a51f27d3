/** The buckets of a deployment, as resources/buckets.yml names them. */
export const bucketNames = (deployment: string, account: string, region: string) => {
  const bucket = (purpose: string) => `${deployment}-${account}-${region}-${purpose}`;
  return { input: bucket('input'), output: bucket('output'), archive: bucket('archive') };
};
