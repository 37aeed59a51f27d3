import type { Node } from 'web-tree-sitter';
import { noLocalFacts } from '../../parse/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { syntaxOf } from '../../parse/syntax.ts';
import { type Body, callOf } from './body.ts';
import { readConfiguration, readConfigurationCall } from './configuration.ts';
import { type CodeBlock, type Declarations, declarationsOf } from './declarations.ts';
import { readExternalCall, readExternalType } from './external.ts';
import { readJobCall, readJobs } from './jobs.ts';
import { readMeasureCall, readMeasures } from './measures.ts';
import { mentionsOf } from './mentions.ts';
import { readMessageCall, readMessages } from './messages.ts';
import type { Drafts, FunctionalRoute, JavaPiece, SecurityChain } from './model.ts';
import { readOutcomeCall, readOutcomes } from './outcomes.ts';
import { functionalRoutes } from './routes/functional.ts';
import { securityChains } from './security.ts';
import { readValidationCall, readValidations } from './validations.ts';

export const emptyPiece = (path: string): JavaPiece => ({
  path,
  package: '',
  imports: [],
  staticImports: [],
  isTest: isTestPath(path),
  symbols: [],
  declared: [],
  mentions: [],
  types: [],
  routes: [],
  security: [],
  properties: {},
  operations: [],
  settled: [],
  ...noLocalFacts(),
});

/** What each type says by its annotations and members. */
const ofTypes = [readConfiguration, readJobs, readMessages, readExternalType, readMeasures, readValidations];

/** What each call in a body says. */
const ofCalls = [
  readConfigurationCall,
  readJobCall,
  readMessageCall,
  readExternalCall,
  readMeasureCall,
  readValidationCall,
  readOutcomeCall,
];

const bodyOf = (path: string, { symbol, name, owner, node }: CodeBlock, drafts: Drafts): Body => {
  const variables = new Map<string, string>(owner.fields.map((field) => [field.name, field.type]));
  for (const inner of node.find(
    'formal_parameter',
    'local_variable_declaration',
    'enhanced_for_statement',
    'resource',
  )) {
    const type = inner.get('type')?.text ?? '';
    const names = inner.get('name') ? [inner] : inner.all('variable_declarator');
    for (const variable of names) {
      const made = variable.get('value');
      const inferred = type === 'var' && made?.type === 'object_creation_expression' ? made.get('type')?.text : type;
      variables.set(variable.get('name')?.text ?? '', inferred ?? type);
    }
  }
  return { path, symbol, name, owner, node, variables, drafts };
};

const readBodies = (
  path: string,
  { blocks }: Declarations,
  drafts: Drafts,
): { routes: FunctionalRoute[]; security: SecurityChain[]; mentions: JavaPiece['mentions'] } => {
  const routes: FunctionalRoute[] = [];
  const security: SecurityChain[] = [];
  const mentions: JavaPiece['mentions'][number][] = [];
  for (const block of blocks) {
    const body = bodyOf(path, block, drafts);
    mentions.push(...mentionsOf(body));
    if (block.owner.isTest) continue;
    for (const node of block.node.find('method_invocation', 'object_creation_expression')) {
      const call = callOf(node, body);
      for (const read of ofCalls) read(call);
    }
    readOutcomes(body);
    routes.push(...functionalRoutes(body));
    security.push(...securityChains(body));
  }
  return { routes, security, mentions };
};

/** What a Java file says, as plain data. */
export const readJava = ({ path, text }: TextFile, root: Node): JavaPiece => {
  const tree = syntaxOf(root, text);
  const packageName = tree.first('package_declaration')?.named.at(-1)?.text ?? '';
  const imports = tree.all('import_declaration').map(({ text }) => text.replace(/^import\s+|\s*;$/g, ''));
  const declarations = declarationsOf(path, tree, packageName);
  const drafts: Drafts = noLocalFacts();
  for (const type of declarations.types) {
    if (type.isTest) continue;
    for (const read of ofTypes) read(type, drafts);
  }
  return {
    ...emptyPiece(path),
    package: packageName,
    imports: imports.filter((name) => !name.startsWith('static ')),
    staticImports: imports.filter((name) => name.startsWith('static ')).map((name) => name.replace(/^static\s+/, '')),
    symbols: declarations.symbols,
    declared: declarations.declared,
    types: declarations.types,
    ...drafts,
    ...readBodies(path, declarations, drafts),
  };
};
