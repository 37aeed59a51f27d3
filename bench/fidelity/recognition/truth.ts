import { exceptions, namespaces, withoutResource } from './hand-checked.ts';

/** What an output shows, by the name of its command alone: nothing here knows of the tables that recognition uses. */
export type Truth = { readonly types: readonly string[] } | { readonly excluded: string };

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|x|ch|sh|as)es$/, '$1'],
  [/lyses$/, 'lysis'],
  [/(ss|us|sis|cors|alias)$/, '$1'],
  [/s$/, ''],
];

const singular = (name: string): string => {
  const ending = endings.find(([pattern]) => pattern.test(name));
  return ending ? name.replace(...ending) : name;
};

const noun = (command: string): string => singular(plain(command.replace(/^(describe|get|list|batch-get)-/, '')));

type Named = { readonly namespace: string; readonly noun: string; readonly type: string };

const taken = (type: string): Named => {
  const [, namespace = '', ...name] = type.split('::');
  return { namespace, noun: singular(plain(name.join(''))), type };
};

/**
 * Judges commands by the types that CloudFormation has: `ec2 describe-vpcs` shows AWS::EC2::VPC, for that is its noun in its
 * service's namespace. What CloudFormation calls otherwise, and what is named like a resource but shows none, was looked up by hand.
 */
export const truthBy = (registryTypes: readonly string[]) => {
  const known = registryTypes.map(taken);
  const existing = new Set(registryTypes);
  return (service: string, command: string): Truth => {
    const full = `${service} ${command}`;
    const byHand = Object.hasOwn(exceptions, full) ? exceptions[full] : undefined;
    if (byHand) return { types: byHand.filter((type) => existing.has(type)) };
    const reason = withoutResource.find(({ commands }) => commands.test(full))?.reason;
    if (reason !== undefined) return { excluded: reason };
    const spaces = Object.hasOwn(namespaces, service) ? (namespaces[service] ?? []) : [];
    const inService = known.filter(({ namespace }) =>
      spaces.length > 0 ? spaces.includes(namespace) : plain(namespace) === plain(service),
    );
    if (inService.length === 0) return { excluded: 'CloudFormation has no resource type of this service' };
    const types = inService.filter((each) => each.noun === noun(command)).map(({ type }) => type);
    return types.length > 0 ? { types } : { excluded: 'no resource type is called so' };
  };
};
