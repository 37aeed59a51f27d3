import type { Parameter } from '#schemas/spec/facts.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { GoBlock } from './declarations.ts';
import { argumentsOf } from './expressions.ts';
import type { GoFunction } from './model.ts';
import { statusOf } from './statuses.ts';
import { variableTypes } from './variables.ts';

/** What reads a named part of a request, and where from: r.URL.Query().Get("page"), c.Query("page"), c.PostForm("name"). */
const readers: readonly { readonly pattern: RegExp; readonly in: Parameter['in'] }[] = [
  {
    pattern:
      /\.URL\.Query\(\)\.Get$|^\w+\.(Query|DefaultQuery|GetQuery|QueryParam|QueryInt|QueryBool|QueryArray)$|\bquery\.Get$|^\w*[qQ]uery\w*\.Get$/,
    in: 'query',
  },
  { pattern: /\.(FormValue|PostFormValue|PostForm|FormFile|DefaultPostForm)$/, in: 'form' },
  { pattern: /\.Header\.Get$|\.(GetHeader|GetReqHeader)$/, in: 'header' },
];

const binders =
  /(\.Decode|\.(ShouldBind|MustBind|Bind)\w*|\.BodyParser|\.BindJSON|json\.Unmarshal|render\.(Bind|DecodeJSON|Decode))$/;
const writers =
  /(\.Encode|\.(JSON|IndentedJSON|XML|Render)|render\.(JSON|Render)|(?:respond|write|render|send)\w*(?:JSON|Json)?)$/i;

const typeOfArgument = (node: Syntax | undefined, types: ReadonlyMap<string, string>): string | undefined => {
  const inner = node?.type === 'unary_expression' ? node.get('operand') : node;
  const type =
    inner?.type === 'identifier'
      ? types.get(inner.text)
      : inner?.type === 'composite_literal'
        ? inner.get('type')?.text
        : undefined;
  const bare = type?.replace(/^\*/, '');
  return bare &&
    !/^(map\[|http\.|error$|string$|gin\.H$|fiber\.Map$|echo\.Map$|func|struct\b|interface\b|\*?gin\.|echo\.|int\w*$|bool$|\[\]byte$)/.test(
      bare,
    )
    ? bare
    : undefined;
};

/** Whether a function takes a request as one of the frameworks hands it in, or makes one that does. */
const takesRequest = ({ parameters, results, node }: GoBlock): boolean =>
  [...parameters.map(({ type }) => type), ...results].some((type) =>
    /http\.(Request|ResponseWriter|Handler|HandlerFunc)|gin\.(Context|HandlerFunc)|echo\.(Context|HandlerFunc)|fiber\.(Ctx|Handler)/.test(
      type,
    ),
  ) || /func\(\w+ (http\.ResponseWriter|\*?gin\.Context|echo\.Context|\*?fiber\.Ctx)/.test(node.text.slice(0, 2000));

/** What a function that answers requests reads and writes. */
export const handlingOf = (block: GoBlock): Pick<GoFunction, 'statuses' | 'reads' | 'request' | 'response'> => {
  if (!takesRequest(block)) return { statuses: [], reads: [] };
  const types = variableTypes(block);
  const statuses = new Set<number>();
  const reads = new Map<string, Parameter>();
  let request: string | undefined;
  let response: string | undefined;
  for (const call of block.node.find('call_expression')) {
    const name = call.get('function')?.text ?? '';
    const args = argumentsOf(call);
    const status = statusOf(call);
    if (status) statuses.add(status);
    const reader = readers.find(({ pattern }) => pattern.test(name));
    const key = reader && args[0] && stringValue(args[0]);
    if (reader && key) reads.set(`${reader.in} ${key}`, { name: key, in: reader.in });
    if (binders.test(name)) request ??= args.map((one) => typeOfArgument(one, types)).find((one) => one !== undefined);
    else if (writers.test(name))
      response ??= args.map((one) => typeOfArgument(one, types)).find((one) => one !== undefined);
  }
  const body: Parameter[] = request ? [{ name: 'body', in: 'body', type: request }] : [];
  return {
    statuses: [...statuses].sort((a, b) => a - b),
    reads: [...reads.values(), ...body],
    ...(request && { request }),
    ...(response && { response }),
  };
};
