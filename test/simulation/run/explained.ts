import { beginning } from '../people/workload.ts';
import type { Outcome } from '../simulate.ts';
import { type Entry, told } from '../world/trace.ts';

/** What people do to the world: it belongs to every story. */
const isDeed = ({ who }: Entry): boolean => ['FAULT', 'somebody', 'operator', 'the world'].includes(who);

/** The story of a run that broke a promise: the faults, and all that was done to what it broke it for. */
export const explained = ({ violation, trace }: Outcome): string[] => {
  const subjects = violation?.about ?? [];
  const isAbout = ({ about, what }: Entry) => subjects.some((each) => `${about} ${what}`.includes(each));
  return [
    ...told(
      trace.filter((entry) => isDeed(entry) || isAbout(entry)),
      beginning,
    ),
    '',
    `BROKEN  ${violation?.message ?? ''}`,
  ];
};
