import { mergeFacts, noFacts } from '../../parse/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { Language } from '../../parse/language.ts';
import { syntaxOf } from '../../parse/syntax.ts';
import { configurationOf } from './configuration.ts';
import { classEndpoints } from './endpoints/classes.ts';
import { controllerEndpoints } from './endpoints/controllers.ts';
import { minimalEndpoints } from './endpoints/minimal.ts';
import { pageEndpoints } from './endpoints/pages.ts';
import { entitiesOf } from './entities/entities.ts';
import { externalCallsOf } from './external-calls.ts';
import { measuresOf } from './measures/measures.ts';
import { messagesOf } from './messages.ts';
import type { Piece } from './piece.ts';
import { read } from './read.ts';
import { scheduledJobsOf } from './scheduled-jobs.ts';
import { symbolsOf } from './symbols.ts';
import { annotatedRules } from './validations/annotations.ts';
import { fluentRules } from './validations/fluent.ts';
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
        endpoints: [
          ...controllerEndpoints(workspace),
          ...minimalEndpoints(workspace),
          ...pageEndpoints(workspace),
          ...classEndpoints(workspace),
        ],
        entities: entitiesOf(workspace),
        validations: [...annotatedRules(workspace), ...fluentRules(workspace)],
        outcomes: pieces.flatMap(({ path, outcomes }) => (isTestPath(path) ? [] : outcomes)),
        configuration: configurationOf(workspace),
        scheduledJobs: scheduledJobsOf(workspace),
        messages: messagesOf(workspace),
        externalCalls: externalCallsOf(workspace),
        measures: measuresOf(workspace),
      },
    ]);
  },
};
