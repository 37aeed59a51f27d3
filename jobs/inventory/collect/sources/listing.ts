import * as z from 'zod';
import type { Outcome } from '#schemas/inventory/cell.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { JsonValue } from '#schemas/json.ts';
import { refusalOf } from '../refusal.ts';
import { UnknownOperationError } from './client.ts';
import { BudgetSpentError, type LookEnd, type Page, type ScanContext } from './source.ts';

/** One page of what a service lists, and the token of the next. `note` goes on the look although it is complete. */
export type ListedPage = {
  readonly resources: readonly InventoryResource[];
  readonly next?: string | undefined;
  readonly note?: string | undefined;
};

/** An operation that lists, page by page. */
export type Listing = {
  /** The types it finds; most find one. */
  readonly types: readonly string[];
  /** As IAM calls it: ec2:DescribeInstances. */
  readonly action: string;
  /** What it tells is also in the dated tables: where it cannot be had, nothing is missing. */
  readonly isDispensable?: true;
  /** @param token of the page, undefined for the first */
  page(token: string | undefined): Promise<ListedPage>;
};

/** Where another worker goes on: a listing by its place, and its page's token. */
const place = z.object({ listing: z.number().int(), token: z.string().optional() });

/**
 * A token does not live for ever, nor after a list has changed under it: then the list begins anew, once. Many services only
 * say that a parameter is wrong; of a listing that has begun, the token is the only one that can be.
 */
const expiredToken =
  /^(Invalid(Next|Pagination)?Token\w*|ExpiredNextToken\w*|PaginationTokenExpired\w*|InvalidMarker\w*|InvalidParameter\w*|InvalidArgument|InvalidRequestException|Validation(Error|Exception))$/;

const isExpired = (error: unknown): boolean => error instanceof Error && expiredToken.test(error.name);

const whyFailed = (error: unknown, action: string): { readonly outcome: Outcome; readonly reason: string } => {
  if (error instanceof UnknownOperationError)
    return { outcome: 'failed', reason: `the endpoint does not know ${action}` };
  const name = error instanceof Error ? error.name : 'unknown error';
  return refusalOf(error, action) ?? { outcome: 'failed', reason: `${action} failed (${name})` };
};

const failure = (error: unknown, { action, isDispensable }: Listing, { signal }: ScanContext): LookEnd => {
  if (error instanceof BudgetSpentError || signal.aborted) throw error;
  const { outcome, reason } = whyFailed(error, action);
  return isDispensable ? { outcome: 'complete', reason: `${reason}: a dated table is used` } : { outcome, reason };
};

const pagesOf = (types: readonly string[], { resources }: ListedPage): readonly Page[] =>
  types.map((type) => ({ type, resources: resources.filter((each) => each.type === type) }));

const ended = (pages: readonly Page[], end: LookEnd): readonly Page[] => pages.map((page) => ({ ...page, end }));

/** Only the last page of a group may be interrupted after: the others of it would be lost. */
const withCursor = (pages: readonly Page[], cursor: JsonValue): readonly Page[] =>
  pages.map((page, index) => (index === pages.length - 1 ? { ...page, cursor } : page));

async function* pagesOfListing(
  listing: Listing,
  index: number,
  context: ScanContext,
  from: string | undefined,
): AsyncGenerator<Page> {
  let token = from;
  let hasRestarted = false;
  const notes = new Set<string>();
  for (;;) {
    let page: ListedPage;
    try {
      page = await listing.page(token);
    } catch (error) {
      if (isExpired(error) && token !== undefined && !hasRestarted) {
        hasRestarted = true;
        token = undefined;
        continue;
      }
      yield* ended(pagesOf(listing.types, { resources: [] }), failure(error, listing, context));
      return;
    }
    if (page.note !== undefined) notes.add(page.note);
    token = page.next;
    const pages = pagesOf(listing.types, page);
    if (token !== undefined) {
      yield* withCursor(pages, { listing: index, token });
      continue;
    }
    const reason = [...notes].join('; ');
    const end: LookEnd = { outcome: 'complete', ...(reason === '' ? {} : { reason }) };
    yield* withCursor(ended(pages, end), { listing: index + 1 });
    return;
  }
}

/** Takes one listing after the other, each to its end; what one is refused does not keep the next from being read. */
export async function* scanListings(
  listings: readonly Listing[],
  context: ScanContext,
  from?: JsonValue,
): AsyncGenerator<Page> {
  const at = from === undefined ? { listing: 0, token: undefined } : place.parse(from);
  for (const [index, listing] of listings.entries()) {
    if (index < at.listing) continue;
    yield* pagesOfListing(listing, index, context, index === at.listing ? at.token : undefined);
  }
}
