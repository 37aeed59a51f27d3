import { randomUUID } from 'node:crypto';
import type { Upload } from './emulators/upload.ts';
import { type Event, eventTime } from './event-bridge/event.ts';
import type { Place } from './place.ts';

/** Grows with every upload, as S3's own does for one key: 16 hexadecimal digits. */
const sequencer = (count: number): string => count.toString(16).toUpperCase().padStart(16, '0');

/**
 * S3's `Object Created` event. The key is as it is (S3's classic notifications URL-encode it, EventBridge's do not).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const objectCreated = (upload: Upload, place: Place, now: Date, count: number): Event => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: place.account,
  time: eventTime(now),
  region: place.region,
  resources: [`arn:${place.partition}:s3:::${upload.bucket}`],
  detail: {
    version: '0',
    bucket: { name: upload.bucket },
    object: { key: upload.key, size: upload.size, etag: upload.etag, sequencer: sequencer(count) },
    'request-id': upload.requestId,
    requester: place.account,
    'source-ip-address': upload.sourceIp,
    reason: upload.reason,
  },
});

export type UploadEvents = {
  /** Turns on EventBridge notifications for a bucket. */
  watch(bucket: string): void;
  watches(bucket: string): boolean;
  uploaded(upload: Upload): void;
};

/** Turns uploads to the buckets that are watched into events; of others nothing is to be said, as on AWS. */
export const createUploadEvents = (place: Place, emit: (event: Event) => void): UploadEvents => {
  const buckets = new Set<string>();
  let count = Date.now() * 1000;
  return {
    watch: (bucket) => void buckets.add(bucket),
    watches: (bucket) => buckets.has(bucket),
    uploaded: (upload) => {
      count += 1;
      emit(objectCreated(upload, place, new Date(), count));
    },
  };
};
