import { isProduction } from './is-production.ts';

describe('A deployment is production', () => {
  it.each(['prod', 'production', 'PROD', 'Production', ' prod '])('if it is called "%s"', (stage) => {
    expect(isProduction(stage)).toBe(true);
  });

  it.each(['dev', 'local', 'preprod', 'prod-2', 'nonproduction', ''])('and not if it is called "%s"', (stage) => {
    expect(isProduction(stage)).toBe(false);
  });
});
