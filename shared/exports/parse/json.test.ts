import fc from 'fast-check';
import { limits } from '../limits.ts';
import { JsonSyntaxError, parseJson } from './json.ts';

describe('JSON is read as JSON.parse reads it', () => {
  it('whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        expect(parseJson(JSON.stringify(value, null, indent))).toEqual([JSON.parse(JSON.stringify(value))]);
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const damaged = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(',', '}', ']', '"', ':', 'x', ''))
      .map(([text, at, by]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + by + text.slice(place + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const list = `[${text}]`;
        let expected: unknown;
        try {
          expected = JSON.parse(list);
        } catch {
          // `1][2` is two documents to us and an error to JSON.parse.
          if (!/\]\s*\[/.test(text)) expect(() => parseJson(list)).toThrow(JsonSyntaxError);
          return;
        }
        expect(parseJson(list)).toEqual([expected]);
      }),
      { numRuns: 500 },
    );
  });

  it('reads JSON Lines and documents after each other', () => {
    expect(parseJson('{"a":1}\n{"b":2}\r\n\n[3] {"c":4}')).toEqual([{ a: 1 }, { b: 2 }, [3], { c: 4 }]);
  });

  it('takes __proto__ as a key like any other', () => {
    const [value] = parseJson('{"__proto__":{"polluted":true}}');
    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('a syntax error is told by line and column, never by the content', () => {
  it.each([
    ['{"a": 1\n "b": 2}', 2, 'column 2'],
    ['{\n  "a": [1, 2\n}', 3, 'column 1'],
    ['{"password": "hunter2"', 1, 'the file ends'],
    ['{"password":\n"hunter2\n"}', 2, 'the closing quote of a string'],
    ['{"password": hunter2}', 1, 'a value is expected'],
  ])('%j', (text, line, told) => {
    const error = (() => {
      try {
        return parseJson(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ outcome: 'failed', line, message: expect.stringContaining(told) });
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('what is made to exhaust memory is refused', () => {
  it('100 MB of nesting', () => {
    expect(() => parseJson('['.repeat(100 * 1024 * 1024))).toThrow(`nests deeper than ${limits.nestingDepth} levels`);
  });

  it('nesting up to the limit is read', () => {
    const text = '['.repeat(limits.nestingDepth) + ']'.repeat(limits.nestingDepth);
    expect(JSON.stringify(parseJson(text))).toBe(`[${text}]`);
  });

  it('millions of empty objects', () => {
    expect(() => parseJson(`[${'{},'.repeat(limits.valuesPerFile)}{}]`)).toThrow(/holds more than/);
  });
});
