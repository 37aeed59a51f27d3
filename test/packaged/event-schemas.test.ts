import { catalogue } from '#events/index.ts';
import type { JsonObject } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at } from './template.ts';

const schemasOf = async (params: Readonly<Record<string, string>>) => {
  const service = await resolved({ alertEmail: 'ops@example.com', ...params });
  const all = Object.values(at(service, 'resources', 'Resources') as JsonObject);
  return all.filter((resource) => String(at(resource, 'Type')).startsWith('AWS::EventSchemas::'));
};

describe('The schema registry', () => {
  it('is not there unless somebody wants it', async () => {
    expect(await schemasOf({})).toEqual([]);
  }, 60_000);

  it('has every event of the catalogue under the name that AWS itself would give it, in a text that AWS takes', async () => {
    const schemas = (await schemasOf({ eventSchemas: 'true' })).slice(1);
    expect(schemas.map((schema) => at(schema, 'Properties', 'SchemaName'))).toEqual(
      catalogue.map(({ type }) => `dropforge@${type}`),
    );
    for (const schema of schemas) {
      const content = String(at(schema, 'Properties', 'Content'));
      // https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html
      expect(content.length).toBeLessThan(100_000);
      expect(content).not.toMatch(/"(\$schema|\$defs|const|propertyNames)"/);
    }
  }, 60_000);

  it('names in each what its rule would match', async () => {
    const [, first] = await schemasOf({ eventSchemas: 'true' });
    const { openapi, info, components } = JSON.parse(String(at(first, 'Properties', 'Content')));
    expect([openapi, info]).toEqual(['3.0.0', { title: 'JobRequested', version: '1.0.0' }]);
    expect(components.schemas.AWSEvent).toMatchObject({
      'x-amazon-events-source': 'dropforge',
      'x-amazon-events-detail-type': 'JobRequested',
      properties: { detail: { $ref: '#/components/schemas/JobRequested' } },
    });
    expect(components.schemas.JobRequested.required).toEqual(['metadata', 'data']);
  }, 60_000);
});
