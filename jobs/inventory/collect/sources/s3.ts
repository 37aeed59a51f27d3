import { type Bucket, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { type PatientSettings, scanClient } from './client.ts';
import { foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import { type BucketDetails, bucketDetails } from './s3-bucket.ts';
import type { ScanContext, Source } from './source.ts';

const type = 'AWS::S3::Bucket';
const accountBlock = 'AWS::S3::AccountPublicAccessBlock';

/**
 * The account's id goes before the host's name, which no other endpoint than AWS's own answers to.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
const controlClient = ({ clientSettings }: ScanContext) => {
  const { endpoint = '' } = clientSettings();
  if (endpoint === '') return S3ControlClient;
  return class extends S3ControlClient {
    constructor(settings: PatientSettings) {
      super({ ...settings, endpointProvider: () => ({ url: new URL(endpoint) }) });
    }
  };
};

/** Buckets asked about at a time: S3 answers quickly, and each has nine questions. */
const parallel = 8;

const bucketResource = (
  bucket: Bucket & { readonly Name: string },
  { region, tags, answers, unread }: BucketDetails,
  context: ScanContext,
) => ({
  ...foundResource(
    {
      type,
      id: bucket.Name,
      arn: `arn:${context.partition}:s3:::${bucket.Name}`,
      name: bucket.Name,
      region,
      createdAt: bucket.CreationDate,
      tags,
      configuration: { ...bucket, ...answers },
    },
    context,
  ),
  ...(unread.length > 0 && { unread: [...unread] }),
});

const noteOn = (details: readonly (BucketDetails | undefined)[]): string | undefined => {
  const unread = details.flatMap((each) => (each && each.unread.length > 0 ? [each] : []));
  const calls = [...new Set(unread.flatMap((each) => each.unread))].sort();
  if (unread.length === 0) return undefined;
  return `${unread.length} ${unread.length === 1 ? 'bucket did' : 'buckets did'} not answer ${calls.join(', ')}`;
};

const listingsOf = (context: ScanContext): readonly Listing[] => {
  const s3 = scanClient(S3Client, context);
  const details = bucketDetails(context);

  const buckets: Listing = {
    types: [type],
    action: 's3:ListAllMyBuckets',
    async page(token) {
      const command = new ListBucketsCommand({
        MaxBuckets: 200,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await s3.send(command, { abortSignal: context.signal });
      const named = (page.Buckets ?? []).flatMap((each) =>
        each.Name === undefined ? [] : [{ ...each, Name: each.Name }],
      );
      const found = await inParallel(parallel, named, (each) => details(each.Name, each.BucketRegion));
      const resources = named.flatMap((each, index) => {
        const known = found[index];
        return known ? [bucketResource(each, known, context)] : [];
      });
      return { resources, next: page.ContinuationToken, note: noteOn(found) };
    },
  };

  const account: Listing = {
    types: [accountBlock],
    action: 's3:GetAccountPublicAccessBlock',
    async page() {
      const control = scanClient(controlClient(context), context);
      const { accountId } = context.cell;
      const answer = await control
        .send(new GetPublicAccessBlockCommand({ AccountId: accountId }), { abortSignal: context.signal })
        .catch((error: unknown) => {
          if (error instanceof Error && error.name === 'NoSuchPublicAccessBlockConfiguration') return {};
          throw error;
        });
      const arn = `arn:${context.partition}:s3::${accountId}:public-access-block`;
      return { resources: [foundResource({ type: accountBlock, id: accountId, arn, configuration: answer }, context)] };
    },
  };

  return [account, buckets];
};

/** S3: the buckets of the account, wherever they are, with what there is to ask of each; and the account's own block. */
export const s3: Source = {
  service: 's3',
  types: [accountBlock, type],
  scope: 'global',
  scan: (context, from) => scanListings(listingsOf(context), context, from),
};
