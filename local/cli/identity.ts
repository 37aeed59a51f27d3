import { clientConfig, type Reach } from './clients.ts';

/** Who is at the terminal, as AWS knows them, and the account that this is about. */
export type Identity = { readonly account: string; readonly arn: string };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
export const callerIdentity = async (reach: Reach): Promise<Identity> => {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const sts = new STSClient(clientConfig(reach, 'STS'));
  const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  return { account, arn };
};
