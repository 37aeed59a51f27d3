import {
  CloudControlClient,
  GetResourceCommand,
  ListResourcesCommand,
  type ResourceDescription,
} from '@aws-sdk/client-cloudcontrol';
import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { textAt } from '../../generate/fields.ts';
import { scanClient } from './client.ts';
import { noteOnUnread } from './details.ts';
import { arnIn, foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import type { ScanContext, Source } from './source.ts';

/** Services whose resources have no region: Cloud Control lists them in one region, and again in every other. */
const global = new Set(['iam', 'cloudfront', 'route53', 'globalaccelerator', 'organizations']);

const parallel = 5;

const serviceOf = (type: string): string => (type.split('::')[1] ?? '').toLowerCase();
const kindOf = (type: string): string => (type.split('::')[2] ?? '').toLowerCase();

type Fields = Record<string, Json>;

const parsed = (properties: string | undefined): Fields => {
  if (properties === undefined) return {};
  try {
    const value: unknown = JSON.parse(properties);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return {};
  }
};

/** Some handlers list identifiers alone. https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-list.html */
const isThin = (properties: Fields, identifier: string): boolean => {
  const parts = new Set(identifier.split('|'));
  return Object.values(properties).every(
    (value) => typeof value === 'string' && (parts.has(value) || value === identifier),
  );
};

const arnOf = (type: string, identifier: string, properties: Fields, context: ScanContext): string => {
  const own = [identifier, ...['Arn', `${kindOf(type)}Arn`, 'ARN'].map((name) => textAt(properties, name))];
  const found = own.find((each) => each?.startsWith('arn:'));
  return found ?? arnIn(context, serviceOf(type), `${kindOf(type)}/${identifier}`);
};

const nameOf = (type: string, properties: Fields): string | undefined =>
  textAt(properties, `${kindOf(type)}Name`) ?? textAt(properties, 'Name');

const listingOf = (type: string, context: ScanContext): Listing => {
  const control = scanClient(CloudControlClient, context, global.has(serviceOf(type)) ? homeOf(context) : undefined);
  const options = { abortSignal: context.signal };

  const whole = async (id: string, listed: Fields): Promise<{ properties: Fields; unread?: string[] } | undefined> => {
    if (!isThin(listed, id)) return { properties: listed };
    try {
      const answer = await control.send(new GetResourceCommand({ TypeName: type, Identifier: id }), options);
      return { properties: parsed(answer.ResourceDescription?.Properties) };
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'ResourceNotFoundException') return undefined;
      // The type has no such handler, or this one resource will not be read: what the list said stays.
      if (
        /^(UnsupportedActionException|TypeNotFoundException|HandlerFailureException|GeneralServiceException|InvalidRequestException|AccessDeniedException)$/.test(
          name,
        )
      )
        return { properties: listed, unread: ['GetResource'] };
      throw error;
    }
  };

  const resourceOf = async ({
    Identifier: id,
    Properties,
  }: ResourceDescription): Promise<readonly InventoryResource[]> => {
    if (id === undefined) return [];
    const found = await whole(id, parsed(Properties));
    if (!found) return [];
    const { properties, unread } = found;
    const state = textAt(properties, 'Status') ?? textAt(properties, 'State');
    const arn = arnOf(type, id, properties, context);
    const tags = properties.Tags;
    const resource = foundResource(
      { type, id, arn, name: nameOf(type, properties), state, tags, configuration: properties },
      context,
    );
    return [{ ...resource, ...(unread && { unread }) }];
  };

  return {
    types: [type],
    action: `cloudformation:ListResources of ${type}`,
    async page(token) {
      const command = new ListResourcesCommand({
        TypeName: type,
        MaxResults: 100,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      const page = await control.send(command, options);
      const resources = (await inParallel(parallel, page.ResourceDescriptions ?? [], resourceOf)).flat();
      return { resources, next: page.NextToken, note: noteOnUnread(resources) };
    },
  };
};

const homeOf = ({ partition }: ScanContext): string =>
  ({ 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' })[partition] ?? 'us-east-1';

/** A source for each service among these types, read through Cloud Control's `ListResources` and, where that says little, `GetResource`. */
export const cloudControlSources = (types: readonly string[]): readonly Source[] =>
  [...Map.groupBy(new Set(types), serviceOf)].map(
    ([service, of]): Source => ({
      service: `cloudcontrol-${service}`,
      types: of,
      scope: global.has(service) ? 'global' : 'regional',
      scan: (context, from) =>
        scanListings(
          of.map((type) => listingOf(type, context)),
          context,
          from,
        ),
    }),
  );
