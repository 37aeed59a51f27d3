import type { Severity } from '#schemas/findings.ts';

/** A rule of ours, as far as every finding of it is alike. */
export type OwnRule = {
  readonly severity: Severity;
  readonly meaning: string;
  readonly why?: string;
  readonly todo?: string;
  readonly page?: string;
};

/** What we say of templates and drops besides the engine, by the rule of the finding: a test holds it against the code. */
export const ownRules: Readonly<Record<string, OwnRule>> = {
  'alias-bomb': {
    severity: 'FATAL',
    meaning: 'YAML anchors and aliases that stand for more than can be read',
    why: 'A few hundred bytes can be made to stand for gigabytes.',
    todo: 'Write the values out, without anchors and aliases.',
  },
  'belongs-to-stack': {
    severity: 'INFO',
    meaning: 'Resources of the drop belong to a stack already',
    why: 'The template makes them a second time.',
    todo: 'To change what is there, change the template of that stack.',
  },
  'circular-reference': {
    severity: 'ERROR',
    meaning: 'Resources refer to each other in a cycle',
    why: 'CloudFormation cannot create any of them first.',
    todo: 'Move one of the references into a resource of its own: a rule, a policy or an attachment.',
  },
  'circular-reference-cut': {
    severity: 'INFO',
    meaning: 'A value is said literally, or by a parameter, as a reference would close a cycle',
    todo: 'If it is literal, change it to the new resource once that exists.',
  },
  'duplicate-resource': {
    severity: 'WARN',
    meaning: 'A resource is in the drop twice, and the two differ',
    why: 'Only one of the values can be right; the finding says which was used and why.',
    todo: 'Remove the file that is out of date from the drop.',
  },
  'export-twice': {
    severity: 'WARN',
    meaning: 'Two outputs export the same name',
    why: 'An export name can be used once: the second is an output without an export here.',
  },
  'foreign-account': {
    severity: 'INFO',
    meaning: 'An ARN names another account than the one that the resources live in',
    why: 'It stays as it is, and leads out of the new stack.',
    todo: 'Check that the other account allows what the template needs from it.',
  },
  'import-by-value': {
    severity: 'INFO',
    meaning: "The stacks of an import name each other's resources by ids and names, not by exports",
    why: 'An import may not bring outputs along.',
    todo: 'Once all are imported, exports can be added with an update.',
  },
  'import-identifier-unknown': {
    severity: 'WARN',
    meaning: 'A resource is left out of the import, as the drop does not tell its identifier',
    todo: 'Add an export that shows it (describe-…, get-…) and drop the folder again.',
  },
  'import-without-outputs': {
    severity: 'INFO',
    meaning: 'Outputs are not in the template',
    why: 'An import may not bring outputs along.',
    todo: 'Add them with an update of the stack once the import is done.',
  },
  'imported-twice': {
    severity: 'WARN',
    meaning: 'A resource is left out of the import, as another of the drop has the same identifier',
    todo: 'Remove one of the two from the drop.',
  },
  'in-another-stack': {
    severity: 'WARN',
    meaning: 'A resource is left out of the import, as it belongs to another stack',
    todo: 'Take it out of that stack first: give it DeletionPolicy Retain there, and remove it from the template.',
  },
  'incomplete-analysis': {
    severity: 'WARN',
    meaning: 'The engine could not finish its analysis',
    why: 'Findings may be missing: the template is not to be read as valid.',
    todo: 'Split the template, or validate its parts, and look at the reason given.',
  },
  'logical-id-renamed': {
    severity: 'INFO',
    meaning:
      'A resource has another logical id here, as another template of the drop uses the same one for something else',
    why: 'References to it were changed with it.',
  },
  'made-by-model': {
    severity: 'WARN',
    meaning: 'Resources were made by a model of a request in plain language',
    why: 'A model may have misunderstood.',
    todo: 'Compare them with what was asked for.',
  },
  'missing-policy-version': {
    severity: 'WARN',
    meaning: 'A policy document has no Version',
    why: "It is read as '2008-10-17', which knows no policy variables: ${aws:username} is plain text there.",
    todo: "Add Version: '2012-10-17'.",
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  },
  'model-unavailable': {
    severity: 'WARN',
    meaning: 'The model that may repair what no rule could was not asked to the end',
    why: 'The findings that remain are as they were; nothing else depends on the model.',
    todo: 'Correct them by hand, or drop the folder again later.',
  },
  'name-changed': {
    severity: 'INFO',
    meaning:
      'A parameter, mapping, condition or output has another name here, as another template of the drop uses the same one for something else',
    why: 'References to it were changed with it.',
  },
  'name-said-elsewhere': {
    severity: 'INFO',
    meaning: 'A resource keeps its name, as a parameter, because something else may mean it by that name',
    todo: 'If you give the parameter another value, look at the places that the finding names as well.',
  },
  'names-kept': {
    severity: 'INFO',
    meaning: 'Resources keep the names they had, because a template has room for 200 parameters only',
    todo: 'Change the names where the originals are still there.',
  },
  nesting: {
    severity: 'WARN',
    meaning: 'The template is nested more deeply than can be read',
    todo: 'A template this deep cannot be deployed either: flatten it.',
  },
  'not-a-mapping': {
    severity: 'WARN',
    meaning: 'The text is no mapping, and so no template',
    todo: 'Give the template that holds the Resources section.',
  },
  'not-believed': {
    severity: 'WARN',
    meaning: 'Parts of what a model made of a request were left out',
    why: 'What a model says is kept only if the request bears it out.',
    todo: 'fidelity.json names each part, with the reason.',
  },
  'not-importable': {
    severity: 'WARN',
    meaning: 'A resource is left out of the import, as CloudFormation cannot import its type',
    todo: 'It keeps running as it is. To manage it here too, add it to the stack after the import.',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html',
  },
  'outputs-left-out': {
    severity: 'INFO',
    meaning: 'Values that other stacks could import are no outputs, as a template may have 200 at most',
    todo: 'Add those that you need by hand, in the place of others.',
  },
  'partial-resource': {
    severity: 'WARN',
    meaning: 'A resource is not in the template, as the drop shows only a part of it',
    todo: 'Export the resource itself too.',
  },
  'read-only-property': {
    severity: 'ERROR',
    meaning: 'A property that only the service sets is given',
    why: 'CloudFormation refuses the resource.',
    todo: 'Remove it; others read it with Fn::GetAtt.',
    page: 'https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-readonlyproperties',
  },
  'reference-across-places': {
    severity: 'WARN',
    meaning: 'References from one account or Region to another stay as they were found',
    why: 'No reference of CloudFormation leads there.',
    todo: 'Deploy the other stack as well, and change the values that are others there. In an import they are right as long as what they name stays.',
  },
  'reference-not-in-drop': {
    severity: 'INFO',
    meaning: 'A resource refers to what no file of the drop defines: it is a parameter now',
    todo: 'Give the parameter when you deploy, or add the file that defines it to the drop.',
  },
  'request-not-used': {
    severity: 'WARN',
    meaning: 'A request in plain language was not used, or not to the end',
  },
  'section-not-merged': {
    severity: 'WARN',
    meaning: 'A part of a section differs from the same one in another template of the drop, and is left out',
    todo: 'Put what both need into one.',
  },
  'several-places': {
    severity: 'INFO',
    meaning: 'The resources live in more than one account or Region',
    why: 'A stack lives in one: each has a template of its own.',
  },
  'split-into-stacks': {
    severity: 'INFO',
    meaning: 'The resources are more than one template takes, and were parted into stacks',
    todo: 'Deploy them in the order that stacks.json has. A value that others import cannot be changed while they do.',
  },
  'template-limit': {
    severity: 'ERROR',
    meaning: 'The template is more than CloudFormation takes, and could not be parted',
    todo: 'Its resources refer to each other in a circle, or one is too large by itself: part them by hand.',
  },
  'unknown-resource': {
    severity: 'WARN',
    meaning: 'Something in the drop is not in the template, as nothing says which type it has',
  },
  'unknown-type': {
    severity: 'WARN',
    meaning: 'A resource of the drop is not in the template, as its type could not be mapped',
  },
  'yaml-alias': {
    severity: 'WARN',
    meaning: 'The template uses YAML aliases',
    why: 'CloudFormation documents no support for aliases, and no fix is made around them.',
    todo: 'Write the values out.',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
  },
  'yaml-error': {
    severity: 'WARN',
    meaning: 'The text is no YAML or JSON that can be read',
    todo: 'Correct the syntax, then validate again.',
  },
};
