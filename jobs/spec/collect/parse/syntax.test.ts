import { docOf, docText, spanOf } from './doc-comment.ts';
import { stringValue } from './string-value.ts';
import { type Syntax, syntaxOf } from './syntax.ts';
import { treeSitter } from './tree-sitter.ts';

const parsed = async (language: string, text: string): Promise<Syntax> => {
  const tree = (await (await treeSitter()).parser(`tree-sitter-${language}.wasm`)).parse(text);
  if (!tree) throw new Error('no tree');
  const root = syntaxOf(tree.rootNode, text);
  tree.delete();
  return root;
};

const firstOf = async (language: string, text: string, ...types: string[]): Promise<Syntax> => {
  const [node] = (await parsed(language, text)).find(...types);
  if (!node) throw new Error(`no ${types.join(' or ')} in ${text}`);
  return node;
};

describe('a tree as plain data', () => {
  it('outlives the parser, with roles, lines and texts', async () => {
    const method = await firstOf(
      'java',
      'class A {\n  // 😀\n  int f(String s) {\n    return 1;\n  }\n}',
      'method_declaration',
    );
    expect([method.startLine, method.endLine]).toEqual([3, 5]);
    expect(method.get('name')?.text).toBe('f');
    expect(method.get('parameters')?.named.map(({ text }) => text)).toEqual(['String s']);
    expect(method.above('class_declaration')?.get('name')?.text).toBe('A');
  });
});

describe('the value of a string', () => {
  const cases: [string, string, string, string][] = [
    ['csharp', 'c-sharp', 'var x = "a\\t\\"b\\"";', 'a\t"b"'],
    ['csharp', 'c-sharp', 'var x = @"c:\\d ""e""";', 'c:\\d "e"'],
    ['csharp', 'c-sharp', 'var x = $"Order {order.Id:D4} of {Name()} {{braces}}";', 'Order {Id} of {Name} {braces}'],
    ['csharp', 'c-sharp', 'var x = $@"{a}\\n";', '{a}\\n'],
    ['csharp', 'c-sharp', 'var x = """raw "text" """;', 'raw "text" '],
    ['csharp', 'c-sharp', 'var x = "a " + order.Name + " b";', 'a {Name} b'],
    ['java', 'java', 'class A { String x = "a" + b + "c\\n"; }', 'a{b}c\n'],
    ['typescript', 'typescript', 'const x = `/a/$' + '{user.id}/b`;', '/a/{id}/b'],
    ['typescript', 'typescript', "const x = 'it\\'s';", "it's"],
    ['python', 'python', 'x = f"a {user.name!r} \\n"', 'a {name} \n'],
    ['python', 'python', "x = 'a' 'b'", 'ab'],
    ['go', 'go', 'package a\nvar x = "a\\u00fc" + b', 'aü{b}'],
    ['go', 'go', 'package a\nvar x = `raw\\n`', 'raw\\n'],
  ];
  it.each(cases)('in %s (%#)', async (_, grammar, text, value) => {
    const node = await firstOf(
      grammar,
      text,
      'binary_expression',
      'concatenated_string',
      'string_literal',
      'verbatim_string_literal',
      'raw_string_literal',
      'interpolated_string_expression',
      'string',
      'template_string',
      'interpreted_string_literal',
    );
    expect(stringValue(node)).toBe(value);
  });

  it('takes what a name stands for, where it is known', async () => {
    const sum = await firstOf('c-sharp', 'var x = Base + "/b";', 'binary_expression');
    expect(stringValue(sum, ({ text }) => (text === 'Base' ? '/a' : undefined))).toBe('/a/b');
  });
});

describe('the doc comment of a declaration', () => {
  it('is the summary of an XML comment, without markup', () => {
    expect(
      docText(
        '/// <summary>\n/// Places an <see cref="T:Shop.Order"/> of\n/// <paramref name="customer"/>.\n/// </summary>\n/// <param name="x">no</param>',
      ),
    ).toBe('Places an Order of customer.');
  });

  it('ends at the first tag of Javadoc and the first section of a docstring', () => {
    expect(docText('/**\n * Places an {@link Order order} <b>now</b>.\n *\n * @param x no\n */')).toBe(
      'Places an order now.',
    );
    expect(docText('Places an order.\n\nArgs:\n    x: no')).toBe('Places an order.');
  });

  it('is none where comments speak to tools', () => {
    expect(docText('// eslint-disable-next-line')).toBeUndefined();
    expect(docText('/// <inheritdoc/>')).toBeUndefined();
  });

  it('counts to its lines, with attributes and decorators, past no blank line', async () => {
    const text = '// Far.\n\n/// <summary>Near.</summary>\n[Serializable]\nclass A\n{\n}\n';
    const type = await firstOf('c-sharp', text, 'class_declaration');
    expect(spanOf('a.cs', type)).toEqual({ path: 'a.cs', start: 3, end: 7 });
    expect(docOf(type)).toBe('Near.');
  });

  it('stands before what wraps the declaration', async () => {
    const type = await firstOf('typescript', '/** Orders. */\n@Entity()\nexport class Order {}', 'class_declaration');
    expect(docOf(type)).toBe('Orders.');
    expect(spanOf('a.ts', type)).toEqual({ path: 'a.ts', start: 1, end: 3 });
  });

  it('is not the end of the line before', async () => {
    const field = (await parsed('c-sharp', 'class A {\n int a; // first\n int b;\n}')).find('field_declaration')[1];
    expect(field && docOf(field)).toBeUndefined();
  });
});
