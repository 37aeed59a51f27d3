import type { Check } from './check.ts';
import { missingPolicyVersion } from './missing-policy-version.ts';
import { readOnlyProperty } from './read-only-property.ts';

/** What we look at and the engine does not. */
export const checks: readonly Check[] = [readOnlyProperty, missingPolicyVersion];
