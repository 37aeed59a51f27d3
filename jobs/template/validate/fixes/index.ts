import { enumCase } from './enum-case.ts';
import type { Fixer } from './fix.ts';
import { lambdaRuntime } from './lambda-runtime.ts';
import { nullAttribute } from './null-attribute.ts';
import { objectOwnership } from './object-ownership.ts';
import { missingPolicyVersionFix, policyVersionDate } from './policy-version.ts';
import { readOnlyPropertyRemoval } from './read-only-property.ts';
import { redundantDependsOn } from './redundant-depends-on.ts';
import { referenceName } from './reference-name.ts';
import { resourceAttribute } from './resource-attribute.ts';
import { subNeeded } from './sub-needed.ts';
import { tagsShape } from './tags-shape.ts';
import { txtRecord } from './txt-record.ts';
import { typeCoercion } from './type-coercion.ts';
import { typeName } from './type-name.ts';
import { unknownProperty } from './unknown-property.ts';

/** Every fixer; of those for the same rule the first that knows a fix is taken. */
export const fixers: readonly Fixer[] = [
  unknownProperty,
  resourceAttribute,
  typeName,
  tagsShape,
  policyVersionDate,
  enumCase,
  typeCoercion,
  readOnlyPropertyRemoval,
  missingPolicyVersionFix,
  redundantDependsOn,
  lambdaRuntime,
  nullAttribute,
  objectOwnership,
  referenceName,
  subNeeded,
  txtRecord,
];

const byRule = Map.groupBy(
  fixers.flatMap((fixer) => fixer.rules.map((rule) => ({ rule, fixer }))),
  ({ rule }) => rule,
);

/** The fixers for a rule, in the order they are asked. */
export const fixersFor = (rule: string): readonly Fixer[] => (byRule.get(rule) ?? []).map(({ fixer }) => fixer);
