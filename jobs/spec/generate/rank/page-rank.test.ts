import { aSource } from '../../testing/a-source.ts';
import { graphOf } from './graph.ts';
import { pageRanker } from './page-rank.ts';

const graph = graphOf(aSource.facts);
const indexOf = (name: string) => graph.symbols.findIndex((symbol) => symbol.qualifiedName.endsWith(name));

describe('Personalised PageRank', () => {
  const ranks = pageRanker(graph)(new Map([[indexOf('OrdersController.Place'), 1]]));
  const rankOf = (name: string) => ranks.get(indexOf(name)) ?? 0;

  it('hands importance on along references', () => {
    expect(rankOf('OrdersController.Place')).toBeGreaterThan(rankOf('CatalogClient.PriceOfAsync'));
    expect(rankOf('OrderService.PlaceAsync')).toBeGreaterThan(rankOf('CatalogClient.PriceOfAsync'));
    expect(rankOf('CatalogClient.PriceOfAsync')).toBeGreaterThan(0);
  });

  it('reaches nothing that no reference leads to', () => {
    expect(rankOf('OrderService.CancelAsync')).toBe(0);
  });

  it('gives away no more than there was', () => {
    const sum = [...ranks.values()].reduce((total, rank) => total + rank, 0);
    expect(sum).toBeGreaterThan(0.5);
    expect(sum).toBeLessThanOrEqual(1.000001);
  });
});
