import { randomBytes } from 'node:crypto';

/** A UUIDv7 (RFC 9562) of this time. @param random at least 16 bytes, of which the last 10 count but for 6 bits */
export const uuidV7 = (time: Date, random: Buffer): string => {
  const bytes = Buffer.from(random.subarray(0, 16));
  bytes.writeUIntBE(time.getTime(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The id of a job that nothing but its time tells from another's. */
export const newJobId = (now: Date): string => uuidV7(now, randomBytes(16));

/** Unix time in milliseconds of a UUIDv7: its first 48 bits. */
export const timeOfJobId = (jobId: string): number => Number.parseInt(jobId.replace('-', '').slice(0, 12), 16);
