import type { JsonValue } from '#schemas/json.ts';
import type { PropertyDefinitions, PropertyType, ResourceType } from '#shared/cloudformation/resource-type.ts';
import { fit } from './fit.ts';
import { fitProperties } from './fit-object.ts';
import { literal } from './found.ts';

const string: PropertyType = { type: 'string' };
const integer: PropertyType = { type: 'integer' };
const listOf = (element: PropertyType): PropertyType => ({ type: 'array', element });
const mapOf = (element: PropertyType): PropertyType => ({ type: 'map', element });
const ref = (name: string): PropertyType => ({ type: 'ref', ref: name });
const union = (...types: PropertyType[]): PropertyType => ({ type: 'union', types });

const definitions: Record<string, PropertyDefinitions> = {
  Pair: { Name: { type: string }, Value: { type: string } },
  Rule: { RuleId: { type: string }, Priority: { type: integer }, Description: { type: string } },
  Cors: { AllowedMethods: { type: listOf(string) }, CachedMethods: { type: listOf(string) } },
  Mode: { Mode: { type: string } },
  Encryption: { KeyArn: { type: string }, IsEnabled: { type: { type: 'boolean' } } },
};

const resource: ResourceType = {
  type: 'AWS::Test::Thing',
  name: 'Thing',
  properties: {},
  definitions,
  attributes: [],
  primaryIdentifier: [],
  refIdentifier: [],
};

const fitted = (found: JsonValue, type: PropertyType, property = 'Property') =>
  fit(literal(found), type, { resource, property, at: '' })?.value;

describe('scalars are put right', () => {
  it('reads numbers and booleans out of strings, and writes them into strings', () => {
    expect(fitted('262144', integer)).toBe(262144);
    expect(fitted('True', { type: 'boolean' })).toBe(true);
    expect(fitted(2, string)).toBe('2');
  });

  it('writes times in UTC', () => {
    const time: PropertyType = { type: 'date-time' };
    expect(fitted('2026-03-04T00:00:00+00:00', time)).toBe('2026-03-04T00:00:00Z');
    expect(fitted('2026-03-04T01:30:00.250+02:00', time)).toBe('2026-03-03T23:30:00.250Z');
    expect(fitted('2026-03-04', time)).toBe('2026-03-04');
  });

  it('gives enum values their proper case', () => {
    expect(fitted('ENABLED', { type: 'string', allowedValues: ['Enabled', 'Suspended'] })).toBe('Enabled');
  });

  it('takes no word for a number, and no number that would lose digits', () => {
    expect(fitted('many', integer)).toBeUndefined();
    expect(fitted('12345678901234567890', integer)).toBeUndefined();
  });

  it('lets a secret marker stand for any scalar', () => {
    const secret = { 'Dropforge::Secret': { hint: 'Password' } };
    expect(fitted(secret, string)).toEqual(secret);
    expect(fitted(secret, integer)).toEqual(secret);
  });
});

describe('objects that only name something become its handle', () => {
  const groups = [{ GroupId: 'sg-1', GroupName: 'web' }];
  it('takes the field that the property asks for', () => {
    expect(fitted(groups, listOf(string), 'SecurityGroupIds')).toEqual(['sg-1']);
    expect(fitted({ DBSubnetGroupName: 'shop', VpcId: 'vpc-1' }, string, 'DBSubnetGroupName')).toBe('shop');
    expect(fitted({ Value: true }, { type: 'boolean' }, 'EnableDnsSupport')).toBe(true);
  });

  it('accounts for the other fields as describing what is named', () => {
    const result = fit(literal(groups), listOf(string), { resource, property: 'SecurityGroupIds', at: '' });
    expect(result?.left.map(({ trail, drop }) => [trail.join('/'), drop?.reason])).toEqual([
      ['0/GroupName', 'read-only'],
    ]);
  });
});

describe('lists and maps take each other’s shape', () => {
  it('unwraps lists that say how long they are', () => {
    expect(fitted({ Quantity: 2, Items: ['GET', 'HEAD'] }, listOf(string))).toEqual(['GET', 'HEAD']);
    expect(fitted({ Quantity: 0 }, listOf(string))).toEqual([]);
  });

  it('makes a map of keys and values, and keys and values of a map', () => {
    expect(fitted([{ key: 'a', value: '1' }], mapOf(string))).toEqual({ a: '1' });
    expect(fitted({ a: '1' }, listOf(ref('Pair')))).toEqual([{ Name: 'a', Value: '1' }]);
    expect(fitted({ a: '1' }, listOf({ type: 'tag' }))).toEqual([{ Key: 'a', Value: '1' }]);
  });

  it('splits ids that came in one string, and takes a single value as a list of one', () => {
    expect(fitted('subnet-1,subnet-2', listOf(string))).toEqual(['subnet-1', 'subnet-2']);
    expect(fitted('subnet-1', listOf(string))).toEqual(['subnet-1']);
  });

  it('keeps the keys of a map as they are, `__proto__` included', () => {
    const map = fitted(JSON.parse('{"__proto__":"x","Az_0":""}'), mapOf(string));
    expect(Object.entries(map ?? {})).toEqual([
      ['__proto__', 'x'],
      ['Az_0', ''],
    ]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });
});

describe('definitions are filled by name', () => {
  it('whatever the case, the plural, and the owner’s name in front', () => {
    expect(fitted({ ruleId: 'r', ruleDescription: 'd', priorities: '1' }, ref('Rule'), 'Rules')).toEqual({
      RuleId: 'r',
      Description: 'd',
      Priority: 1,
    });
  });

  it('whichever end Enabled stands at', () => {
    expect(fitted({ enabled: true }, ref('Encryption'))).toEqual({ IsEnabled: true });
    expect(fitted({ is_enabled: 'true' }, ref('Encryption'))).toEqual({ IsEnabled: true });
  });

  it('also from one object further in', () => {
    const found = { AllowedMethods: { Items: ['GET'], CachedMethods: { Items: ['HEAD'] } } };
    expect(fitted(found, ref('Cors'))).toEqual({ AllowedMethods: ['GET'], CachedMethods: ['HEAD'] });
  });

  it('by a single value, if there is a single property', () => {
    expect(fitted('Active', ref('Mode'))).toEqual({ Mode: 'Active' });
  });
});

describe('JSON in a string is read', () => {
  const document = '{"Version":"2012-10-17"}';
  it('where JSON is wanted, URL-encoded or not', () => {
    expect(fitted(document, { type: 'json' })).toEqual({ Version: '2012-10-17' });
    expect(fitted(encodeURIComponent(document), union(string, { type: 'json' }))).toEqual({ Version: '2012-10-17' });
  });

  it('where a definition is wanted', () => {
    expect(fitted('{"Mode":"Active"}', ref('Mode'))).toEqual({ Mode: 'Active' });
  });

  it('and left alone where a string is wanted', () => {
    expect(fitted(document, string)).toBe(document);
  });
});

describe('of a union the type that loses least is taken', () => {
  it('prefers the definition that has a place for every field', () => {
    expect(fitted({ RuleId: 'r', Priority: 1 }, union(ref('Mode'), ref('Rule')))).toEqual({ RuleId: 'r', Priority: 1 });
  });

  it('prefers the type that bends the value least', () => {
    expect(fitted('5', union(integer, string))).toBe('5');
    expect(fitted(5, union(string, integer))).toBe(5);
  });
});

describe('what is empty', () => {
  const at = (place: string, found: JsonValue, properties: PropertyDefinitions) => {
    const node = literal(found);
    return node.kind === 'object'
      ? fitProperties(node, properties, { resource, property: 'Thing', at: place }).value
      : null;
  };

  it('stays where it is required, and says nothing elsewhere', () => {
    const properties: PropertyDefinitions = {
      Roles: { type: listOf(string), required: true },
      Mode: { type: ref('Mode'), required: true },
      Names: { type: listOf(string) },
    };
    expect(at('', { Roles: [], Mode: {}, Names: [] }, properties)).toEqual({ Roles: [], Mode: {} });
  });

  it('is a value where a variable or a header has it', () => {
    const found = [{ Name: 'MAIL_HOST', Value: '' }];
    expect(fitted(found, listOf(ref('Pair')))).toEqual(found);
  });

  it('is a choice inside a resource, but as a resource’s own document none', () => {
    const properties: PropertyDefinitions = { Document: { type: union({ type: 'json' }, string) } };
    expect(at('/Action', { Document: {} }, properties)).toEqual({ Document: {} });
    expect(at('', { Document: {} }, properties)).toEqual({});
  });
});
