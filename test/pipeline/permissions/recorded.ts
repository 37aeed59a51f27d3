import type { Access } from '#local/cloud/iam/access.ts';
import type { Decided } from '#local/cloud/iam/permissions.ts';

/** What each function asked for, each thing once, and what it was refused. */
export const recorded = () => {
  const asked = new Map<string, Map<string, Access>>();
  const refused: string[] = [];

  const add = (functionName: string, access: Access): void => {
    const of = asked.get(functionName) ?? new Map<string, Access>();
    asked.set(functionName, of.set(JSON.stringify(access), access));
  };

  return {
    add,
    note: ({ functionName, operation, access, allowed }: Decided): void => {
      if (allowed) add(functionName, access);
      else refused.push(`${functionName} ${operation}: ${access.action} on ${access.resource}`);
    },
    /** By the function's name. */
    of: (functionName: string): readonly Access[] => [...(asked.get(functionName)?.values() ?? [])],
    refused: (): readonly string[] => [...new Set(refused)],
  };
};
