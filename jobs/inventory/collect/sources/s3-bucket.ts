import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { at, listAt, textAt } from '../../generate/fields.ts';
import { scanClient } from './client.ts';
import { plainFields } from './plain.ts';
import { BudgetSpentError, type ScanContext } from './source.ts';

type Answers = ReturnType<typeof plainFields>;

/** What a bucket says of itself, by the operation that was asked; `null`: nothing is configured. */
export type BucketDetails = {
  readonly region: string;
  readonly tags: unknown;
  readonly answers: Answers;
  /** Operations that were refused or failed. */
  readonly unread: readonly string[];
};

type Ask = (s3: S3Client, Bucket: string, abortSignal: AbortSignal) => Promise<object>;

/** A row an operation. What tells that there is none of it is an error, each of them with a name of its own. */
const questions: Readonly<
  Record<string, { readonly ask: Ask; readonly none?: string; readonly needless?: (answers: Answers) => boolean }>
> = {
  GetBucketVersioning: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketVersioningCommand({ Bucket }), { abortSignal }),
  },
  GetPublicAccessBlock: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetPublicAccessBlockCommand({ Bucket }), { abortSignal }),
    none: 'NoSuchPublicAccessBlockConfiguration',
  },
  GetBucketPolicy: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketPolicyCommand({ Bucket }), { abortSignal }),
    none: 'NoSuchBucketPolicy',
  },
  GetBucketPolicyStatus: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketPolicyStatusCommand({ Bucket }), { abortSignal }),
    none: 'NoSuchBucketPolicy',
    needless: (answers) => answers.GetBucketPolicy === null,
  },
  GetBucketOwnershipControls: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketOwnershipControlsCommand({ Bucket }), { abortSignal }),
    none: 'OwnershipControlsNotFoundError',
  },
  GetBucketAcl: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketAclCommand({ Bucket }), { abortSignal }),
    // With ACLs switched off nobody heeds what it says.
    needless: (answers) =>
      listAt(answers.GetBucketOwnershipControls, 'OwnershipControls', 'Rules').some(
        (rule) => textAt(rule, 'ObjectOwnership') === 'BucketOwnerEnforced',
      ),
  },
  GetBucketLifecycleConfiguration: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }), { abortSignal }),
    none: 'NoSuchLifecycleConfiguration',
  },
  GetBucketEncryption: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketEncryptionCommand({ Bucket }), { abortSignal }),
    none: 'ServerSideEncryptionConfigurationNotFoundError',
  },
  GetBucketTagging: {
    ask: (s3, Bucket, abortSignal) => s3.send(new GetBucketTaggingCommand({ Bucket }), { abortSignal }),
    none: 'NoSuchTagSet',
  },
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');

/** The bucket went between the listing and the question. */
class BucketGoneError extends Error {}

type Redirect = {
  readonly Region?: unknown;
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
};

/** 301 and `AuthorizationHeaderMalformed` name the bucket's region. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const regionIn = (error: unknown): string | undefined => {
  if (
    !/^(PermanentRedirect|301|AuthorizationHeaderMalformed|Redirect|IllegalLocationConstraintException)$/.test(
      nameOf(error),
    )
  )
    return undefined;
  const { Region, $response } = error as Redirect;
  return typeof Region === 'string' ? Region : $response?.headers?.['x-amz-bucket-region'];
};

/** `EU` and nothing at all are regions of old. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
const regionOfLocation = (location: string | undefined, home: string): string =>
  location === 'EU' ? 'eu-west-1' : location || home;

/** Asks buckets about themselves, each in its own region. Undefined: the bucket is gone. */
export const bucketDetails = (context: ScanContext) => {
  const clients = new Map<string, S3Client>();
  const clientIn = (region: string): S3Client => {
    const client = clients.get(region) ?? scanClient(S3Client, context, region);
    clients.set(region, client);
    return client;
  };
  const firstRegion: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };
  const home = firstRegion[context.partition] ?? 'us-east-1';

  const located = async (bucket: string): Promise<string> => {
    try {
      const command = new GetBucketLocationCommand({ Bucket: bucket });
      const { LocationConstraint } = await clientIn(home).send(command, { abortSignal: context.signal });
      return regionOfLocation(LocationConstraint, home);
    } catch (error) {
      if (error instanceof BudgetSpentError || context.signal.aborted) throw error;
      if (nameOf(error) === 'NoSuchBucket') throw new BucketGoneError();
      return regionIn(error) ?? home;
    }
  };

  return async (bucket: string, listedRegion: string | undefined): Promise<BucketDetails | undefined> => {
    try {
      let region = listedRegion ?? (await located(bucket));
      const answers: Answers = {};
      const unread: string[] = [];
      for (const [operation, { ask, none, needless }] of Object.entries(questions)) {
        if (needless?.(answers)) {
          answers[operation] = null;
          continue;
        }
        try {
          try {
            answers[operation] = plainFields(await ask(clientIn(region), bucket, context.signal));
          } catch (error) {
            const elsewhere = regionIn(error);
            if (elsewhere === undefined || elsewhere === region) throw error;
            region = elsewhere;
            answers[operation] = plainFields(await ask(clientIn(region), bucket, context.signal));
          }
        } catch (error) {
          if (error instanceof BudgetSpentError || context.signal.aborted) throw error;
          if (nameOf(error) === 'NoSuchBucket') throw new BucketGoneError();
          if (nameOf(error) === none) answers[operation] = null;
          else unread.push(operation);
        }
      }
      return { region, tags: at(answers.GetBucketTagging, 'TagSet'), answers, unread };
    } catch (error) {
      if (error instanceof BucketGoneError) return undefined;
      throw error;
    }
  };
};
