import * as z from 'zod';
import { resourceRef } from './resource.ts';

export const severities = ['critical', 'high', 'medium', 'low'] as const;

/** A figure that nobody has been billed yet: `arithmetic` shows how it came about. */
export const costEstimate = z.object({
  monthlyUsd: z.number().describe('730 hours'),
  yearlyUsd: z.number().describe('The next 12 months, with the changes of price that are known'),
  arithmetic: z.string().describe('2 vCPU x 730 h x 0.10 USD'),
  priceAsOf: z.iso.date(),
  source: z.url(),
});

/** What a rule says of a resource before anybody asks since when. */
export const violation = z.object({
  title: z.string().describe('One line that names no resource: Security group opens SSH to the world'),
  why: z.string().describe('The facts that led to it, in a sentence or two'),
  evidence: z.record(z.string(), z.json()).describe('The API fields that were read, with their values; never a secret'),
  exposure: z.enum(['internet', 'account', 'none']).default('none').describe('Who can make use of it'),
  due: z.iso.date().optional().describe('The day on which it begins to hurt: end of support, expiry'),
  cost: costEstimate.optional().describe('What it costs to leave it so'),
});

/** Something wrong with a resource, and since when. */
export const inventoryFinding = violation.extend({
  id: z.string().describe('Of the rule and the resource: the same on every scan'),
  rule: z.string(),
  severity: z.enum(severities),
  service: z.string(),
  resource: resourceRef,
  todo: z.string().describe('What to do about it'),
  page: z.url().describe('The AWS page the rule follows'),
  firstSeen: z.iso.datetime({ precision: 3 }),
  status: z
    .enum(['new', 'open', 'unverified'])
    .describe('unverified: seen before, and its cell could not be looked at completely this time'),
  rank: z.number().describe('Severity x exposure x cost x age: the higher, the sooner'),
});

/** A finding that a person has decided to live with. */
export const suppressedFinding = inventoryFinding.extend({
  exception: z.object({ reason: z.string(), until: z.iso.date() }),
});

export type Severity = (typeof severities)[number];
export type CostEstimate = z.infer<typeof costEstimate>;
export type Violation = z.input<typeof violation>;
export type InventoryFinding = z.infer<typeof inventoryFinding>;
export type SuppressedFinding = z.infer<typeof suppressedFinding>;
