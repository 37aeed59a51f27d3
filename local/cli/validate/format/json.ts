import type { Format } from './format.ts';

/** One document, `{"templates": […], "totals": {…}}`. */
export const json = (): Format => {
  let separator = '';
  return {
    begin: (to) => to.write('{\n"templates": ['),
    add(to, result) {
      to.write(`${separator}\n${JSON.stringify(result, null, 2)}`);
      separator = ',';
    },
    end: (to, totals) => to.write(`\n],\n"totals": ${JSON.stringify(totals)}\n}\n`),
  };
};
