import { dirname } from 'node:path/posix';
import type { Node } from 'web-tree-sitter';
import { noLocalFacts } from '../../parse/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { stringValue } from '../../parse/string-value.ts';
import { type Syntax, syntaxOf } from '../../parse/syntax.ts';
import type { Body } from './body.ts';
import { readCalls } from './calls.ts';
import { declarationsOf, type GoBlock } from './declarations.ts';
import { exprOf, stepsOf } from './expressions.ts';
import { handlingOf } from './handling.ts';
import { mentionsOf } from './mentions.ts';
import type { Drafts, Expr, GoFunction, GoPiece } from './model.ts';
import { readOutcomes } from './outcomes.ts';
import { variableTypes } from './variables.ts';

/** Major versions and the like are no names: github.com/go-chi/chi/v5 is chi. */
const nameOfImport = (path: string): string => {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path)
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$/g, '')
    .replace(/-/g, '');
};

const importsOf = (root: Syntax): Record<string, string> => {
  const imports: Record<string, string> = Object.create(null);
  for (const node of root.find('import_spec')) {
    const path = stringValue(node.get('path')) ?? '';
    imports[node.get('name')?.text ?? nameOfImport(path)] = path;
  }
  return imports;
};

/** Bodies that may have to do with routes are kept; the others would only fill the memory. */
const routing =
  /\.(Get|Post|Put|Patch|Delete|Head|Options|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any|All|Handle\w*|Route|Group|Mount|Use|With|Methods?|MethodFunc|PathPrefix|Subrouter|Add|Match|Path)\(|\b(NewRouter|NewMux|NewServeMux)\b|\b(chi|gin|echo|fiber|mux|httprouter|http)\.(New|Default|Router|Mux|Engine|RouterGroup|IRouter|IRoutes|Echo|Group|App|ServeMux|Handler)\b|[rR]oute[rs]?\b|\b[mM]ux\b/;

/** Functions by whose names a program is put together: they may hand routers on without naming one. */
const starting = /^(main|init|run|start|serve|setup|new|register|build|make|configure|bootstrap|wire)/i;

const functionOf = (path: string, block: GoBlock, span: GoFunction['span'], isTest: boolean): GoFunction => {
  const body = block.node.get('body');
  const place = { path, symbol: block.id };
  const isRouting = !isTest && body !== undefined && (starting.test(block.name) || routing.test(block.node.text));
  return {
    id: block.id,
    name: block.name,
    ...(block.receiver && { receiver: block.receiver }),
    parameters: block.parameters,
    results: block.results,
    ...(block.doc && { doc: block.doc }),
    span,
    ...handlingOf(block),
    ...(isRouting && { steps: stepsOf(body, place) }),
  };
};

/** func (User) TableName() string { return "users" }: what gorm calls the table. */
const tableOf = (path: string, { name, receiver, node, id }: GoBlock): [string, Expr] | undefined => {
  const [returned] = node.find('return_statement');
  const [value] = returned?.find('expression_list')[0]?.named ?? [];
  return name === 'TableName' && receiver && value
    ? [receiver.type.replace(/^\*/, ''), exprOf(value, { path, symbol: id })]
    : undefined;
};

/** What a Go file says, as plain data. */
export const readGo = ({ path, text }: TextFile, root: Node): GoPiece => {
  const tree = syntaxOf(root, text);
  const packageName = tree.first('package_clause')?.named[0]?.text ?? '';
  const imports = importsOf(tree);
  const isTest = isTestPath(path);
  const { symbols, declared, blocks, structs, values } = declarationsOf(path, tree, packageName);
  const { validations: _validations, ...nothing } = noLocalFacts();
  const drafts: Drafts = nothing;
  const spans = new Map(symbols.map(({ id, span }) => [id, span]));
  const mentions: GoPiece['mentions'][number][] = [];
  const fields = new Map(structs.map(({ name, fields }) => [name, fields]));
  for (const block of blocks) {
    const body: Body = { path, block, imports, fields, variables: variableTypes(block), drafts };
    mentions.push(...mentionsOf(body));
    if (isTest) continue;
    readOutcomes(body);
    readCalls(body);
  }
  for (const node of isTest ? [] : tree.all('var_declaration')) {
    const block: GoBlock = {
      id: symbols.find(({ span }) => span.start <= node.startLine && node.startLine <= span.end)?.id ?? '',
      name: '',
      parameters: [],
      results: [],
      node,
    };
    if (block.id) readCalls({ path, block, imports, fields, variables: new Map(), drafts });
  }
  return {
    path,
    folder: dirname(path),
    package: packageName,
    imports,
    isTest,
    symbols,
    declared,
    mentions,
    functions: blocks.map((block) =>
      functionOf(path, block, spans.get(block.id) ?? { path, start: 1, end: 1 }, isTest),
    ),
    structs,
    values,
    tables: Object.fromEntries(
      blocks.flatMap((block) => [tableOf(path, block)]).filter((one): one is [string, Expr] => one !== undefined),
    ),
    ...drafts,
  };
};
