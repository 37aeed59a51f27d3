import {
  type FunctionConfiguration,
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { at, textAt } from '../../generate/fields.ts';
import { statementsOf } from '../../generate/rules/s3-policy.ts';
import { scanClient, UnknownOperationError } from './client.ts';
import { answersTo, noteOnUnread } from './details.ts';
import { arnIn, foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import type { ScanContext, Source } from './source.ts';

const type = 'AWS::Lambda::Function';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 100 control plane requests a second, 15 of GetPolicy */
const parallel = 5;

/** Whether a service may invoke it at all: only then does it matter where lost events go. */
const isInvokedByServices = (policy: InventoryResource['configuration'][string] | undefined): boolean =>
  (statementsOf(at(policy, 'Policy')) ?? []).some(
    (statement) => textAt(statement, 'Principal', 'Service') !== undefined,
  );

const listingsOf = (context: ScanContext): readonly Listing[] => {
  const lambda = scanClient(LambdaClient, context);
  const options = { abortSignal: context.signal };

  const ownUrlOf = async (FunctionName: string): Promise<object> => ({
    FunctionUrlConfigs: [await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }), options)],
  });
  /** An endpoint that does not know the list is not asked for it again. */
  let listsUrls = true;

  /** Of every alias; where only the function's own can be asked for, that one. */
  const urlsOf = async (FunctionName: string): Promise<object> => {
    if (!listsUrls) return ownUrlOf(FunctionName);
    try {
      return await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName }), options);
    } catch (error) {
      if (!(error instanceof UnknownOperationError)) throw error;
      listsUrls = false;
      return ownUrlOf(FunctionName);
    }
  };

  const described = async (each: FunctionConfiguration): Promise<readonly InventoryResource[]> => {
    const { FunctionName: id, FunctionArn, State } = each;
    if (id === undefined) return [];
    const first = await answersTo(
      [
        { operation: 'ListFunctionUrlConfigs', ask: () => urlsOf(id) },
        { operation: 'GetPolicy', ask: () => lambda.send(new GetPolicyCommand({ FunctionName: id }), options) },
      ],
      context,
    );
    const isLost = each.DeadLetterConfig?.TargetArn === undefined && isInvokedByServices(first.answers.GetPolicy);
    const second = await answersTo(
      isLost
        ? [
            {
              operation: 'ListFunctionEventInvokeConfigs',
              ask: () => lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: id }), options),
            },
          ]
        : [],
      context,
    );
    const unread = [...first.unread, ...second.unread];
    const resource = foundResource(
      {
        type,
        id,
        arn: FunctionArn ?? arnIn(context, 'lambda', `function:${id}`),
        name: id,
        state: State,
        configuration: { ...each, ...first.answers, ...second.answers },
      },
      context,
    );
    return [{ ...resource, ...(unread.length > 0 && { unread }) }];
  };

  return [
    {
      types: [type],
      action: 'lambda:ListFunctions',
      async page(token) {
        const page = await lambda.send(
          new ListFunctionsCommand({ MaxItems: 50, ...(token === undefined ? {} : { Marker: token }) }),
          options,
        );
        const resources = (await inParallel(parallel, page.Functions ?? [], described)).flat();
        return { resources, next: page.NextMarker, note: noteOnUnread(resources) };
      },
    },
  ];
};

/** Lambda: functions as they are listed, their URLs and who may invoke them. */
export const lambda: Source = {
  service: 'lambda',
  types: [type],
  scope: 'regional',
  scan: (context, from) => scanListings(listingsOf(context), context, from),
};
