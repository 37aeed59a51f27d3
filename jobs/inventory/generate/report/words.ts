import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { ResourceRef } from '#schemas/inventory/resource.ts';
import { counted } from '#shared/message/layout.ts';
import { daysBetween } from '../rank.ts';

/** `USD 1,234`; cents only where they are a good part of it. */
export const usd = (amount: number): string => {
  const digits = Math.abs(amount) < 100 && !Number.isInteger(amount) ? 2 : 0;
  return `USD ${amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
};

export const number = (value: number): string => value.toLocaleString('en-US');

/** The time of a scan as people read it: 2026-11-21 02:00 UTC. */
export const minuteOf = (timestamp: string): string => `${timestamp.slice(0, 16).replace('T', ' ')} UTC`;

/** What a person calls a resource. */
export const nameOf = ({ name, arn }: ResourceRef): string => name || (arn.split(/[:/]/).at(-1) ?? '') || arn;

/** `EC2 Instance` of AWS::EC2::Instance. */
export const kindOf = (type: string): string => type.replace(/^AWS::/, '').replaceAll('::', ' ');

/** How long a finding has been open, in words. */
export const ageOf = ({ status, firstSeen }: InventoryFinding, scannedAt: string): string => {
  const days = daysBetween(firstSeen, new Date(scannedAt));
  if (status === 'new') return 'new';
  const open = days === 0 ? 'since today' : `open for ${counted(days, 'day')}`;
  return status === 'unverified' ? `${open}, could not be checked this time` : open;
};

/** How far off a day is, in words: in 12 days, 3 days ago. */
export const untilWords = (day: string, scannedAt: string): string => {
  const days = Math.round((Date.parse(day) - Date.parse(scannedAt.slice(0, 10))) / 86_400_000);
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`;
};

/** A field that changed, as its API calls it. */
export const fieldOf = (path: string): string => path.replace(/^\/?configuration\//, '');
