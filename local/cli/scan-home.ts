const fallback = 'us-east-1';

/**
 * The region of the calls that belong to none: the one that is configured as for every AWS tool, the first that is to be
 * scanned otherwise, so that an account of another partition is asked in its own.
 */
export const scanHome = async (profile: string | undefined, regions: readonly string[]): Promise<string> => {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  return client.config.region().catch(() => regions[0] ?? fallback);
};
