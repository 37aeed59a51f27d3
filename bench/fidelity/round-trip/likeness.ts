/** A name without case and separators. */
export const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const one = (name: string): string => {
  if (name.length < 4 || /(ss|us|is)$/.test(name)) return name;
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(sses|xes|ches|shes)$/.test(name)) return name.slice(0, -2);
  return name.replace(/s$/, '');
};

const endings =
  /(configuration|config|specification|settings?|options|list|set|identifier|ids?|arns?|names?|enabled|document)$/;

const stem = (name: string): string => {
  const short = one(name).replace(endings, '');
  return short.length >= 4 ? one(short) : one(name);
};

const withoutOwner = (name: string, owner: string): string =>
  owner !== '' && name.startsWith(owner) && name.length > owner.length ? name.slice(owner.length) : name;

/**
 * Ways in which a documented name and CloudFormation's may be one and the same, surest first. Written for the bench alone and narrower than the
 * product's: what it doesn't match isn't shown, and so doesn't count.
 */
const ways: readonly ((name: string, owner: string) => string)[] = [
  (name) => name,
  (name) => one(name),
  (name, owner) => one(withoutOwner(name, owner)),
  (name, owner) => stem(withoutOwner(name, owner)),
  (name) => stem(name),
];

/** How many ways there are. */
export const allWays = ways.length;

/** The member a property is shown in: the only one that is alike at the surest level at which any is. */
export const memberFor = (
  property: string,
  members: readonly string[],
  owner: string,
  levels = ways.length,
): string | undefined => {
  for (const way of ways.slice(0, levels)) {
    const wanted = way(bare(property), bare(owner));
    const alike = members.filter((member) => way(bare(member), bare(owner)) === wanted);
    if (alike.length === 1) return alike[0];
    if (alike.length > 1) return undefined;
  }
  return undefined;
};

export const sameNoun = (a: string, b: string): boolean => one(bare(a)) === one(bare(b));

export const contains = (name: string, noun: string): boolean => bare(name).includes(one(bare(noun)));

export const stemOf = (name: string, owner: string): string => stem(withoutOwner(bare(name), bare(owner)));
