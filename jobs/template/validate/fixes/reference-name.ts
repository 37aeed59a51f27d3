import { isObject, type JsonObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { nearest } from './nearest.ts';

const keys = (template: JsonObject, section: string): string[] => {
  const value = template[section];
  return isObject(value) ? Object.keys(value) : [];
};

type Reference = { readonly at: string; readonly sections: readonly string[] };

/** Where, from the finding, the name stands, and which sections hold the names that are possible there. */
const references: Readonly<Record<string, Reference>> = {
  F1020: { at: '/Ref', sections: ['Parameters', 'Resources'] },
  F6101: { at: '/Ref', sections: ['Parameters', 'Resources'] },
  E1028: { at: '', sections: ['Conditions'] },
  E8002: { at: '/Condition', sections: ['Conditions'] },
  F3005: { at: '', sections: ['Resources'] },
};

export const referenceName: Fixer = {
  name: 'reference-name',
  mends: 'A misspelled name of a parameter, resource or condition, if there is just one that is as good as the same',
  rules: Object.keys(references),
  fix({ finding, pointer }, { template }) {
    const reference = references[finding.rule];
    if (!reference) return undefined;
    const path = pointer.endsWith(reference.at) ? pointer : `${pointer}${reference.at}`;
    const name = valueAt(template, path);
    if (typeof name !== 'string' || name.includes('::')) return undefined;
    const meant = nearest(
      name,
      reference.sections.flatMap((section) => keys(template, section)),
    );
    if (meant === undefined || meant === name) return undefined;
    return { patch: [{ op: 'replace', path, value: meant }], description: `'${name}' corrected to '${meant}'` };
  },
};
