import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Outcome } from '#schemas/inventory/cell.ts';
import type { InventoryOptions } from '#schemas/inventory/options.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import type { Access } from './access.ts';
import { defaultRegions } from './default-regions.ts';
import { refusalOf } from './refusal.ts';

/** An account to scan, and the role that leads into it; none for the own one. */
export type Account = {
  readonly accountId: string;
  readonly partition: string;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
};

/** Why something could not be listed. */
export type Refusal = { readonly outcome: Outcome; readonly reason: string };

/** What a plan has to know of the accounts before their resources. */
export type Survey = {
  /** The account the credentials are of. Throws `PermanentError` NO_CREDENTIALS. */
  own(): Promise<Account>;
  /** Whether the account's role lets us in. */
  enter(account: Account): Promise<Refusal | { readonly isOpen: true }>;
  /** The regions that are enabled; those that are so by default where they may not be listed. */
  regions(account: Account): Promise<{ readonly regions: readonly string[] } & (Refusal | object)>;
  /** The active accounts of the organization, each with the role of this name. */
  members(
    organization: NonNullable<InventoryOptions['organization']>,
  ): Promise<{ readonly accounts: readonly Account[] } & (Refusal | object)>;
};

const noCredentials = (reason: string): PermanentError =>
  new PermanentError(
    'NO_CREDENTIALS',
    `No AWS credentials that work: ${reason}.`,
    'Run `aws configure sso` (or `aws configure`), or set AWS_PROFILE; a folder of exports needs none.',
  );

/** It may be there the next time; if it is not on the last, its name says more than the socket's own error. */
class EndpointUnreachableError extends Error {
  override readonly name = 'EndpointUnreachable';
}

/** Asks AWS itself. */
export const awsSurvey = (access: Access): Survey => ({
  async own() {
    const sts = new STSClient(access.own());
    try {
      const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
      return { accountId: Account, partition: Arn.split(':')[1] ?? 'aws' };
    } catch (error) {
      const refusal = refusalOf(error, 'sts:GetCallerIdentity');
      if (refusal?.outcome === 'denied') throw noCredentials(refusal.reason);
      throw refusal?.outcome === 'failed' ? new EndpointUnreachableError(refusal.reason) : error;
    } finally {
      sts.destroy();
    }
  },
  async enter(account) {
    try {
      await access.verify(account);
      return { isOpen: true };
    } catch (error) {
      const refusal = refusalOf(error, `sts:AssumeRole on ${account.roleArn}`);
      if (!refusal) throw error;
      return refusal;
    }
  },
  async regions(account) {
    const ec2 = new EC2Client(access.of(account)());
    try {
      const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: false }));
      return { regions: Regions.flatMap(({ RegionName }) => RegionName ?? []).sort() };
    } catch (error) {
      const refusal = refusalOf(error, 'ec2:DescribeRegions');
      if (!refusal) throw error;
      const reason = `${refusal.reason}: the regions that are enabled by default were scanned`;
      return { regions: defaultRegions(account.partition), outcome: refusal.outcome, reason };
    } finally {
      ec2.destroy();
    }
  },
  async members({ roleName, externalId }) {
    const organizations = new OrganizationsClient(access.own());
    const accounts: Account[] = [];
    try {
      let NextToken: string | undefined;
      do {
        const page = await organizations.send(new ListAccountsCommand(NextToken ? { NextToken } : {}));
        for (const { Id, Arn = '', Status } of page.Accounts ?? []) {
          if (Id === undefined || Status !== 'ACTIVE') continue;
          const partition = Arn.split(':')[1] ?? 'aws';
          const roleArn = `arn:${partition}:iam::${Id}:role/${roleName}`;
          accounts.push({ accountId: Id, partition, roleArn, ...(externalId === undefined ? {} : { externalId }) });
        }
        NextToken = page.NextToken;
      } while (NextToken);
      return { accounts };
    } catch (error) {
      const refusal = refusalOf(error, 'organizations:ListAccounts');
      if (!refusal) throw error;
      return { accounts, ...refusal };
    } finally {
      organizations.destroy();
    }
  },
});
