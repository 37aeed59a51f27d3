import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import type { DropReason } from './dropped.ts';
import type { Left } from './fit.ts';
import { isEmpty, textOf } from './found.ts';
import { normal, sameName } from './names.ts';
import { isTerraform } from './terraform/dialect.ts';

export type Verdict =
  | { readonly outcome: 'dropped'; readonly reason: DropReason; readonly note?: string }
  | { readonly outcome: 'lost'; readonly reason: string };

type Rule = { readonly names: RegExp; readonly reason: DropReason; readonly note: string };

/** Names, normalised, under which every AWS API tells what nobody configures. They are asked only about what no property took. */
const rules: readonly Rule[] = [
  {
    names:
      /^(customerawsid|owner(id|account|accountid|aliasowner)?|(aws)?account(id)?|userid|principalid|roleid|policyid|createdby(arn)?|creator|lastmodifiedby|requesterid|requestermanaged|servicemanaged|operator|managedby)$/,
    reason: 'account-metadata',
    note: 'whose it is',
  },
  {
    names: /^(responsemetadata|requestid|nexttoken|istruncated|marker|nextmarker)$/,
    reason: 'account-metadata',
    note: 'the answer, not the resource',
  },
  {
    names:
      /(^|[a-z])(creat(e|ed|ion)|modif(y|ied)|modification|updated?|launch|attach(ed)?|start(ed)?|registered|deregistered|changed|accessed|used|restorable|transition(ed)?|deletion|completion|refreshed|scanned|pushed?|invalidat(ed|ion))(date|time|timestamp|at|on|by){1,2}(utc)?$/,
    reason: 'read-only',
    note: 'when something happened',
  },
  {
    names:
      /^(created|issuedat|lastmodified|lastupdated?|createdate|createtime|creationtime|timestamp|earliestrestorabletime|latestrestorabletime|certificatedetails|lastused|rolelastused)$/,
    reason: 'read-only',
    note: 'when something happened',
  },
  {
    names:
      /(status|state|statuses|states)(transition)?(reason|message|code|type|infos?|value|details?|data|updatedtimestamp){0,2}$/,
    reason: 'read-only',
    note: 'the state it is in',
  },
  {
    names:
      /^(health|progress|pendingmodifiedvalues|pendingmaintenanceactions|inprogressinvalidationbatches|etag|revisionid|latestversion(number)?|defaultversion(number|id)?|versionnumber|updatetoken)$/,
    reason: 'read-only',
    note: 'the state it is in',
  },
  {
    names:
      /^((reader|primary|configuration)?endpoint|(public|private)?dnsname|dnsentries|macaddress|association(id)?|hostedzoneid)$/,
    reason: 'read-only',
    note: 'the address that AWS gave it',
  },
  {
    names:
      /^(is(default|attachable|primary)|.*(item|message|record|recordset|image|attachment|usage|filter|address|running|pending|subscription)count|.*sizebytes|storedbytes|codesize)$/,
    reason: 'read-only',
    note: 'what AWS counts or decides',
  },
];

const isAttribute = (trail: readonly string[], { attributes, primaryIdentifier, name }: ResourceType): boolean => {
  const path = trail.join('.');
  const known = [...attributes, ...primaryIdentifier, 'Arn', 'Id'];
  return known.some(
    (attribute) => normal(attribute) === normal(path) || (trail.length === 1 && sameName(path, attribute, name)),
  );
};

const ruleFor = (trail: readonly string[]) => rules.find(({ names }) => trail.some((name) => names.test(normal(name))));

/** What becomes of a leaf that found no place: dropped for a reason everyone can check, else lost. */
export const verdictOn = ({ trail, node, drop }: Left, type: ResourceType, resource: ExportedResource): Verdict => {
  if (drop) return { outcome: 'dropped', ...drop };
  if (isEmpty(node)) return { outcome: 'dropped', reason: 'empty' };
  const named = trail.filter((name) => !/^\d+$/.test(name));
  const isWithinAttribute =
    resource.dialect === 'cloud-control' && named.some((_, end) => isAttribute(named.slice(0, end + 1), type));
  if (isWithinAttribute || isAttribute(trail, type))
    return { outcome: 'dropped', reason: 'read-only', note: 'an attribute of the resource' };
  const text = textOf(node);
  const isIdentifying = /(id|arn|name|identifier|url)$/i.test(trail.at(-1) ?? '');
  if (isIdentifying && text !== undefined && resource.identifiers.includes(text)) {
    return { outcome: 'dropped', reason: 'read-only', note: 'its own identifier' };
  }
  const rule = ruleFor(trail);
  if (rule) return { outcome: 'dropped', reason: rule.reason, note: rule.note };
  if (isTerraform(resource) && trail[0] === 'tags' && !type.tags) {
    return { outcome: 'dropped', reason: 'not-deployable', note: `${type.type} has no tags in CloudFormation` };
  }
  if (isTerraform(resource) && (text === 'false' || text === '0')) {
    return { outcome: 'dropped', reason: 'service-default', note: 'how Terraform writes what is not set' };
  }
  return { outcome: 'lost', reason: `${type.type} has no property for ${trail.join('/') || 'this value'}` };
};
