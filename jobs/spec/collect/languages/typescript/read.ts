import { extname } from 'node:path/posix';
import type { Node } from 'web-tree-sitter';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import { syntaxOf } from '../../parse/syntax.ts';
import { readConfiguration } from './configuration.ts';
import { readExternalCalls, readMessages, readScheduledJobs } from './effects.ts';
import { readInherited } from './entities/decorated.ts';
import { readEntities } from './entities/index.ts';
import { nodesByType, type SourceUnit } from './file.ts';
import { readMeasures } from './measures.ts';
import { readMentions, readRequests } from './mentions.ts';
import { constantsOf, exportsOf } from './modules.ts';
import { readNest } from './nest/read.ts';
import { readNext } from './next.ts';
import { readOutcomes } from './outcomes.ts';
import type { Piece } from './piece.ts';
import { readRouters } from './routers/read.ts';
import { scopesOf } from './scopes.ts';
import { collectSymbols } from './symbols.ts';
import { readValidations } from './validations.ts';

const unitOf = ({ path, text }: TextFile, root: Node): SourceUnit => {
  const syntax = syntaxOf(root, text);
  const all = nodesByType(syntax);
  return {
    path,
    language: /\.[cm]?jsx?$/.test(extname(path).toLowerCase()) ? 'javascript' : 'typescript',
    isTest: isTestPath(path),
    root: syntax,
    scopes: scopesOf(syntax, all),
    symbols: [],
    ids: new Map(),
    newId: symbolIds(path),
    all,
  };
};

/** Everything that a file says, as plain data. */
export const readPiece = (file: TextFile, root: Node | undefined): Piece => {
  if (!root) throw new Error('There is no tree to read.');
  const unit = unitOf(file, root);
  collectSymbols(unit);
  // Routers give symbols to handlers that are written where the route is: what is found later belongs to them.
  const routers = readRouters(unit);
  const exports = exportsOf(unit);
  return {
    path: unit.path,
    isTest: unit.isTest,
    symbols: unit.symbols,
    exports,
    constants: constantsOf(unit),
    mentions: readMentions(unit),
    routers,
    nest: readNest(unit),
    files: readNext(unit, exports),
    requests: readRequests(unit),
    entities: readEntities(unit),
    inherited: unit.isTest ? [] : readInherited(unit),
    ...readOutcomes(unit),
    validations: readValidations(unit),
    configuration: readConfiguration(unit),
    scheduledJobs: readScheduledJobs(unit),
    messages: readMessages(unit),
    externalCalls: readExternalCalls(unit),
    measures: readMeasures(unit),
  };
};
