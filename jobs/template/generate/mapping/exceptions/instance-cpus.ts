/** vCPUs of a size where the family doesn't say otherwise; n x 4 for `nxlarge`. */
const sizes: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** Families whose small sizes have more, and types that break the rule. https://aws.amazon.com/ec2/instance-types/ */
const others: readonly (readonly [type: RegExp, vcpus: number])[] = [
  [/^t(?:3|3a|4g)\.(?:nano|micro|small|medium)$/, 2],
  [/^c1\.medium$/, 2],
  [/^c1\.xlarge$/, 8],
  [/^(?:c4|d2)\.8xlarge$/, 36],
  [/^hpc6a\.48xlarge$/, 96],
  [/^hpc6id\.32xlarge$/, 64],
  [/^hpc7a\.12xlarge$/, 24],
  [/^hpc7a\.24xlarge$/, 48],
  [/^hpc7a\.48xlarge$/, 96],
  [/^hpc7a\.96xlarge$/, 192],
];

/** Types for which CPU options can't be set: burstable ones of the first two generations, bare metal, Mac. */
const fixed = /^(?:t1|t2|mac\d[\w-]*)\.|\.metal/;

/**
 * How many vCPUs an instance type has by default, which is cores times threads a core; `fixed` where that can't be changed, undefined of what is unknown.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cpu-options-supported-instances-values.html
 */
export const vcpusOf = (type: string): number | 'fixed' | undefined => {
  if (fixed.test(type)) return 'fixed';
  const exception = others.find(([pattern]) => pattern.test(type));
  if (exception) return exception[1];
  const size = type.split('.')[1] ?? '';
  const [, n] = /^(\d+)xlarge$/.exec(size) ?? [];
  if (n !== undefined) return Number(n) * 4;
  return Object.hasOwn(sizes, size) ? sizes[size] : undefined;
};
