import { buildApp } from 'fauxqs';
import { credentials } from '../clients.ts';
import type { Place } from '../place.ts';
import { headOf } from './head.ts';
import { postObject } from './post-object/post-object.ts';
import { type Upload, uploadOf } from './upload.ts';

/** A single S3 PUT may hold 5 GiB; in memory we stop earlier. https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const maximumBodyBytes = 512 * 1024 * 1024;

/** What the emulator tells of: an object was written, or a message was published to a topic (its request's form fields). */
export type Hooks = {
  readonly uploaded: (upload: Upload) => void;
  /** Whether anyone wants to know of uploads to this bucket. */
  readonly watches: (bucket: string) => boolean;
  readonly published: (form: Readonly<Record<string, string>>) => void;
};

export type StorageAndMessaging = { readonly url: string; close(): Promise<void> };

type App = ReturnType<typeof buildApp>;

const asForm = (body: unknown): Readonly<Record<string, string>> =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body)
    ? Object.fromEntries(
        Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string'),
      )
    : {};

/** fauxqs takes bodies up to 11 MiB; this lifts the limit for everything that is not SQS's or SNS's. */
const liftBodyLimit = (app: App): void => {
  app.removeContentTypeParser('*');
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maximumBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
};

/**
 * SQS takes a queue URL for its path and SDKs for its host, too, so the URLs we give out are on our own address, while fauxqs
 * knows its queues by a URL on a host name that need not resolve.
 */
const translateQueueUrls = (app: App, place: Place, url: () => string): void => {
  const inside = () => `http://sqs.${place.region}.localhost:${new URL(url()).port}`;
  app.addHook('preHandler', async (request) => {
    const body: unknown = request.body;
    if (typeof body !== 'object' || body === null || !('QueueUrl' in body) || typeof body.QueueUrl !== 'string') return;
    if (URL.canParse(body.QueueUrl)) body.QueueUrl = inside() + new URL(body.QueueUrl).pathname;
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    const named = /\.(CreateQueue|GetQueueUrl|ListQueues)$/.test(String(request.headers['x-amz-target']));
    done(null, named && typeof payload === 'string' ? payload.replaceAll(inside(), url()) : payload);
  });
};

/**
 * fauxqs sorts keys by locale yet pages by code unit, so a listing of more than one page can lose keys of mixed case.
 * One page with everything loses none.
 */
const listInOnePage = (app: App): void => {
  app.addHook('preHandler', async (request) => {
    const query: unknown = request.query;
    if (request.method !== 'GET' || typeof query !== 'object' || query === null || !('list-type' in query)) return;
    const page = 'max-keys' in query ? Number(query['max-keys']) : 1000;
    if (page >= 1000) Object.assign(query, { 'max-keys': String(Number.MAX_SAFE_INTEGER) });
  });
};

/** fauxqs takes no uploads by HTML forms: they never reach it as such. */
const takeForms = (app: App, place: Place, url: () => string): void => {
  const options = { credentials: [credentials], region: place.region, url };
  app.addHook('onRequest', async (request, reply) => {
    const [bucket, key] = request.url.slice(1).split('?', 1)[0]?.split('/') ?? [];
    const isForm = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
    if (request.method !== 'POST' || !isForm || !bucket || key) return;
    reply.hijack();
    await postObject(request.raw, reply.raw, bucket, options);
  });
};

/** After the reply, not before it: fauxqs' handlers return while a hook that waits holds the reply, and would reply twice. */
const tellOfUploads = (app: App, { uploaded, watches }: Hooks, url: () => string): void => {
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 200) return;
    const upload = uploadOf(request, String(reply.getHeader('x-amz-request-id') ?? ''));
    if (upload === undefined || !watches(upload.bucket)) return;
    const head = await headOf(url(), request.url.split('?')[0] ?? '/');
    if (head !== undefined) uploaded({ ...upload, ...head });
  });
};

const tellOfPublished = (app: App, published: Hooks['published']): void => {
  app.addHook('onResponse', async (request, reply) => {
    const form = reply.statusCode === 200 ? asForm(request.body) : {};
    if (form.Action === 'Publish') published(form);
  });
};

/** Starts S3, SQS and SNS in memory, on the loopback interface only. */
export const startFauxqs = async (place: Place, hooks: Hooks): Promise<StorageAndMessaging> => {
  const app = buildApp({ logger: false, defaultRegion: place.region });
  let url = '';
  liftBodyLimit(app);
  translateQueueUrls(app, place, () => url);
  listInOnePage(app);
  takeForms(app, place, () => url);
  tellOfUploads(app, hooks, () => url);
  tellOfPublished(app, hooks.published);
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
};
