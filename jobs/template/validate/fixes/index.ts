import { aliasRecordTtl } from './alias-record-ttl.ts';
import { arnAccount } from './arn-account.ts';
import { askCondition } from './ask/condition.ts';
import { askIdentifier } from './ask/identifier.ts';
import { askAttribute, askReference } from './ask/reference.ts';
import { askRequired } from './ask/required.ts';
import { askRuntime } from './ask/runtime.ts';
import { askTransformed } from './ask/transformed.ts';
import { askValue } from './ask/value.ts';
import { circularDependency } from './circular-dependency.ts';
import { conditionFunction } from './condition-function.ts';
import { deletionPolicy } from './deletion-policy.ts';
import { descriptionText } from './description-text.ts';
import { aliasName } from './domain-name.ts';
import { duplicateItems } from './duplicate-items.ts';
import { duplicateName } from './duplicate-name.ts';
import { enumCase } from './enum-case.ts';
import type { Fixer } from './fix.ts';
import { functionArguments, functionProperty } from './function-arguments.ts';
import { getAtt } from './get-att.ts';
import { icmpPorts } from './icmp-ports.ts';
import { lambdaRuntime } from './lambda-runtime.ts';
import { logicalId } from './logical-id.ts';
import { mapOfTags } from './map-of-tags.ts';
import { networkMode } from './network-mode.ts';
import { nullAttribute } from './null-attribute.ts';
import { numberLimit } from './number-limit.ts';
import { objectOwnership } from './object-ownership.ts';
import { parameterDefault, parameterNoEcho, parameterType, parameterWithoutType } from './parameter-definition.ts';
import { missingPolicyVersionFix, policyVersionDate, policyVersionUnknown } from './policy-version.ts';
import { readOnlyPropertyRemoval } from './read-only-property.ts';
import { recordValue } from './record-value.ts';
import { redundantDependsOn } from './redundant-depends-on.ts';
import { refToGetAtt } from './ref-to-get-att.ts';
import { referenceName } from './reference-name.ts';
import { resourceAttribute } from './resource-attribute.ts';
import { subNeeded } from './sub-needed.ts';
import { subVariable } from './sub-variable.ts';
import { tagsShape } from './tags-shape.ts';
import { templateVersion } from './template-version.ts';
import { transformNeeded } from './transform-needed.ts';
import { txtRecord } from './txt-record.ts';
import { typeCoercion } from './type-coercion.ts';
import { typeName } from './type-name.ts';
import { unknownDependency } from './unknown-dependency.ts';
import { unknownProperty } from './unknown-property.ts';
import { unknownSection } from './unknown-section.ts';
import { unsupportedAttribute } from './unsupported-attribute.ts';
import { unusedAttributeDefinition } from './unused-attribute-definition.ts';
import { writtenOtherwise } from './written-otherwise.ts';

/** Every fixer; of those for the same rule the first that knows a fix is taken. */
export const fixers: readonly Fixer[] = [
  unknownProperty,
  resourceAttribute,
  unsupportedAttribute,
  unknownSection,
  templateVersion,
  transformNeeded,
  unknownDependency,
  writtenOtherwise,
  typeName,
  logicalId,
  tagsShape,
  mapOfTags,
  policyVersionDate,
  enumCase,
  typeCoercion,
  policyVersionUnknown,
  readOnlyPropertyRemoval,
  missingPolicyVersionFix,
  redundantDependsOn,
  circularDependency,
  lambdaRuntime,
  nullAttribute,
  parameterType,
  parameterWithoutType,
  parameterDefault,
  parameterNoEcho,
  objectOwnership,
  referenceName,
  getAtt,
  refToGetAtt,
  arnAccount,
  conditionFunction,
  functionArguments,
  functionProperty,
  subNeeded,
  subVariable,
  txtRecord,
  recordValue,
  aliasRecordTtl,
  aliasName,
  unusedAttributeDefinition,
  icmpPorts,
  networkMode,
  numberLimit,
  descriptionText,
  duplicateItems,
  duplicateName,
  deletionPolicy,
  // What only a person can know, when nothing above knew better.
  askIdentifier,
  askReference,
  askAttribute,
  askCondition,
  askRequired,
  askRuntime,
  askTransformed,
  askValue,
];

const byRule = Map.groupBy(
  fixers.flatMap((fixer) => fixer.rules.map((rule) => ({ rule, fixer }))),
  ({ rule }) => rule,
);

/** The fixers for a rule, in the order they are asked. */
export const fixersFor = (rule: string): readonly Fixer[] => (byRule.get(rule) ?? []).map(({ fixer }) => fixer);
