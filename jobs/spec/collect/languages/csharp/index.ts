import { mergeFacts, noFacts } from '../../parse/facts.ts';
import type { Language } from '../../parse/language.ts';
import { syntaxOf } from '../../parse/syntax.ts';
import { controllerEndpoints } from './endpoints/controllers.ts';
import { minimalEndpoints } from './endpoints/minimal.ts';
import type { Piece } from './piece.ts';
import { read } from './read.ts';
import { symbolsOf } from './symbols.ts';
import { workspaceOf } from './workspace.ts';

/** C#: ASP.NET Core, Entity Framework, nopCommerce and what goes with them. */
export const csharp: Language<Piece> = {
  name: 'csharp',
  extensions: ['.cs'],
  grammar: 'tree-sitter-c-sharp.wasm',
  read: (file, root) => {
    if (!root) throw new Error('C# is read from its tree');
    return read(file, syntaxOf(root, file.text));
  },
  link: (pieces) => {
    const workspace = workspaceOf(pieces);
    return mergeFacts([
      {
        ...noFacts(),
        ...symbolsOf(workspace),
        endpoints: [...controllerEndpoints(workspace), ...minimalEndpoints(workspace)],
        outcomes: pieces.flatMap(({ outcomes }) => outcomes),
      },
    ]);
  },
};
