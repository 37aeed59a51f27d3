import type { Feature } from '#schemas/spec/descriptor.ts';
import { aSource } from '../../testing/a-source.ts';
import { belongings } from './belonging.ts';
import { graphOf } from './graph.ts';

const { facts, descriptor } = aSource;
const graph = graphOf(facts);

const told = (...descriptions: string[]) => {
  const features = descriptions.map((description, at): Feature => ({ id: `F-${at + 1}`, description }));
  const { features: found, unowned } = belongings(facts, graph, { ...descriptor, features, focus: [] });
  const nameOf = (owned: (typeof found)[number]['owned'][number]) =>
    owned.subject.kind === 'endpoint' ? owned.subject.fact.handlerName : owned.subject.kind;
  return { found, unowned, names: found.map(({ owned }) => owned.map(nameOf)) };
};

describe('What belongs to a feature', () => {
  it('is what holds its words, and what runs then', () => {
    const { names, found } = told('Cancel an order');
    expect(names[0]).toContain('OrdersController.Cancel');
    expect(names[0]).not.toContain('OrdersController.Place');
    const messages = found[0]?.owned.flatMap(({ subject }) => (subject.kind === 'outcome' ? subject.fact.message : []));
    expect(messages).toEqual(['A shipped order cannot be cancelled.']);
  });

  it('is nothing if they share a word by chance', () => {
    const { found } = told('Export the orders of a year to the tax office as a spreadsheet');
    expect(found[0]?.owned).toEqual([]);
    expect(found[0]?.found).toBe(0);
  });

  it('belongs to the feature that it fits best', () => {
    const { names } = told('Place an order', 'Cancel an order');
    expect(names[0]).toContain('OrdersController.Place');
    expect(names[1]).not.toContain('OrdersController.Place');
  });

  it('is told if it belongs to none', () => {
    const { unowned } = told('Cancel an order');
    const routes = unowned.flatMap((subject) => (subject.kind === 'endpoint' ? [subject.fact.handlerName] : []));
    expect(routes).toContain('OrdersController.DeleteDay');
  });

  it('counts the rules on what a request holds', () => {
    const { found } = told('Cancel an order');
    expect(found[0]?.owned.some(({ subject }) => subject.kind === 'validation')).toBe(true);
  });

  it('has no tests among it', () => {
    const symbols = facts.symbols.map((symbol) => ({ ...symbol, isTest: true }));
    const features = [{ id: 'F-1', description: 'Cancel an order' }];
    const tests = { ...facts, symbols };
    const { features: found } = belongings(tests, graphOf(tests), { ...descriptor, features, focus: [] });
    expect(found[0]?.owned.some(({ subject }) => subject.kind === 'outcome')).toBe(false);
  });
});
