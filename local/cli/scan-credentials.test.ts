import { fromHttp } from '@aws-sdk/credential-providers';
import { serveScanCredentials } from './scan-credentials.ts';

const expiration = new Date('2099-01-01T00:00:00.000Z');
const mine = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session', expiration };

const refused = (name: string) => async () => {
  throw Object.assign(new Error('Could not load credentials from any providers'), { name });
};

describe("The user's own credentials are handed to a scan", () => {
  it('as the SDK asks for those of a container, to whoever has the token', async () => {
    const served = await serveScanCredentials(undefined, async () => async () => mine);
    try {
      const ask = fromHttp({
        awsContainerCredentialsFullUri: served.url,
        awsContainerAuthorizationToken: served.token,
      });
      expect(await ask()).toMatchObject(mine);
      const { status } = await fetch(served.url, { headers: { authorization: 'guessed' } });
      expect(status).toBe(401);
      expect(new URL(served.url).hostname).toBe('127.0.0.1');
    } finally {
      await served.close();
    }
  });

  it.each([
    [undefined, 'No AWS credentials: run `aws configure sso`'],
    ['work', 'The credentials of profile work cannot be had'],
  ])('or, with profile %s, one line says how to get them', async (profile, said) => {
    const serving = serveScanCredentials(profile, async () => refused('CredentialsProviderError'));
    await expect(serving).rejects.toThrow(said);
    await expect(serving).rejects.toMatchObject({ name: 'CommandError', message: expect.not.stringContaining('\n') });
  });
});
