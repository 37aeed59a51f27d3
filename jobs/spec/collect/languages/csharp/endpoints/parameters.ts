import type { Parameter as ParameterFact } from '#schemas/spec/facts.ts';
import { attributeNamed } from '../attributes.ts';
import type { Parameter } from '../piece.ts';
import { itemType, simpleName, unwrapped } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';

const simple = new Set([
  'string',
  'String',
  'int',
  'Int32',
  'long',
  'Int64',
  'short',
  'byte',
  'uint',
  'ulong',
  'bool',
  'Boolean',
  'decimal',
  'double',
  'float',
  'char',
  'Guid',
  'DateTime',
  'DateTimeOffset',
  'DateOnly',
  'TimeOnly',
  'TimeSpan',
  'Uri',
  'StringValues',
]);

/** What the framework hands in by itself. */
const given =
  /^(CancellationToken|HttpContext|HttpRequest|HttpResponse|ClaimsPrincipal|IPrincipal|Stream|PipeReader|BindingContext|ModelStateDictionary|LinkGenerator)$/;

const service =
  /^I\p{Lu}\w*$|(Service|Services|Context|Repository|Client|Factory|Manager|Mediator|Sender|Publisher|Handler|Provider|Options|Queries|Store|Logger|Cache|Bus|Clock|Generator|Dispatcher|Validator|Mapper|Accessor|Helper|AI)$|^(ILogger|TimeProvider|UserManager|SignInManager|RoleManager|IMapper)$/u;

const sources: Readonly<Record<string, ParameterFact['in'] | 'none'>> = {
  FromRoute: 'path',
  FromQuery: 'query',
  FromBody: 'body',
  FromHeader: 'header',
  FromForm: 'form',
  FromServices: 'none',
  FromKeyedServices: 'none',
  FromUri: 'query',
};

export type Style = {
  /** Names in the route, by themselves in lower case. */
  readonly inRoute: ReadonlyMap<string, string>;
  readonly verb: string;
  /** What takes a type of its own that names no source: a JSON body, or a page's form. */
  readonly body: 'body' | 'form';
  /** Services come as parameters: minimal APIs. */
  readonly services: boolean;
};

const isSimple = (workspace: Workspace, type: string | undefined): boolean => {
  if (type === undefined) return true;
  const bare = itemType(type) ?? unwrapped(type);
  return simple.has(simpleName(bare)) || workspace.typeNamed(bare)?.kind === 'enum';
};

const registered = (workspace: Workspace): ReadonlySet<string> => {
  const known = registrations.get(workspace);
  if (known) return known;
  const names = workspace.pieces.flatMap(({ chains }) =>
    chains.flatMap(({ calls }) =>
      calls.flatMap(({ name, types }) =>
        /^(Try)?Add(Scoped|Transient|Singleton|DbContext|HttpClient)/.test(name) ? types.map(simpleName) : [],
      ),
    ),
  );
  const found = new Set(names);
  registrations.set(workspace, found);
  return found;
};

const registrations = new WeakMap<Workspace, ReadonlySet<string>>();

const hasBody = (verb: string): boolean => /^(POST|PUT|PATCH|ANY)$/.test(verb);

const sourceOf = (workspace: Workspace, parameter: Parameter, style: Style): ParameterFact['in'] | 'none' => {
  for (const { name } of parameter.attributes) {
    const source = sources[name];
    if (source !== undefined) return source;
  }
  const type = simpleName(unwrapped(parameter.type ?? 'string'));
  // A lambda without types takes the HttpContext itself.
  if (given.test(type) || (style.services && parameter.type === undefined)) return 'none';
  if (style.inRoute.has(parameter.name.toLowerCase())) return 'path';
  if (/^(IFormFile|IFormFileCollection|IFormCollection)$/.test(type) || /IFormFile\b/.test(parameter.type ?? ''))
    return 'form';
  if (isSimple(workspace, parameter.type)) return 'query';
  const isService = service.test(type) && !/^(IList|IEnumerable|IReadOnlyList|ICollection|IDictionary)$/.test(type);
  if (style.services && (isService || registered(workspace).has(type))) return 'none';
  return hasBody(style.verb) ? style.body : style.services ? 'none' : 'query';
};

const headerName = (workspace: Workspace, parameter: Parameter): string | undefined => {
  const attribute = attributeNamed(parameter.attributes, 'FromHeader', 'FromQuery', 'FromRoute', 'FromForm');
  const name = workspace.text(attribute?.arguments.find((one) => one.name === 'Name')?.value);
  return name && !name.includes('{') ? name : undefined;
};

/** The properties of a type that stands for several parameters: [AsParameters]. */
const spread = (workspace: Workspace, parameter: Parameter): Parameter[] => {
  const type = workspace.typeNamed(unwrapped(parameter.type ?? ''));
  if (!type) return [];
  const ofRecord = type.members.length === 0 ? type.parameters : [];
  const members = type.members.filter(
    ({ kind, computed, modifiers }) => kind === 'property' && !computed && modifiers.includes('public'),
  );
  return [
    ...ofRecord,
    ...members.map(({ name, type: of, attributes, value, signature }) => ({
      name: type.kind === 'record' ? name.charAt(0).toLowerCase() + name.slice(1) : name,
      type: of,
      attributes,
      optional: value !== undefined || signature.includes(' = '),
    })),
  ];
};

export type Taken = { readonly parameters: ParameterFact[]; readonly request: string | undefined };

/** What an endpoint takes, from where; services and what the framework hands in are left out. */
export const parametersTaken = (workspace: Workspace, all: readonly Parameter[], style: Style): Taken => {
  const parameters: ParameterFact[] = [];
  let request: string | undefined;
  const take = (parameter: Parameter): void => {
    const source = sourceOf(workspace, parameter, style);
    if (source === 'none') return;
    const isBody = source === 'body' || (source === 'form' && !isSimple(workspace, parameter.type));
    if (isBody) request ??= parameter.type?.replace(/\?$/, '');
    parameters.push({
      name: headerName(workspace, parameter) ?? parameter.name,
      in: source,
      type: parameter.type,
      required: source === 'path' || !(parameter.optional || parameter.type?.endsWith('?')),
    });
  };
  for (const parameter of all) {
    if (attributeNamed(parameter.attributes, 'AsParameters')) spread(workspace, parameter).forEach(take);
    else take(parameter);
  }
  const named = new Set(parameters.map(({ name }) => name.toLowerCase()));
  for (const [key, name] of style.inRoute) {
    if (!named.has(key)) parameters.push({ name, in: 'path' });
  }
  return { parameters, request };
};

const empty =
  /^(void|Task|ValueTask|IActionResult|ActionResult|IResult|JsonResult|ViewResult|HttpResponseMessage|IHttpActionResult|PartialViewResult|ContentResult|FileResult|RedirectResult|EmptyResult)$/;

/** The type of the answer's body, out of a signature. */
export const responseType = (returns: string | undefined): string | undefined => {
  if (returns === undefined) return undefined;
  const union = /\bResults<(.*)>/s.exec(returns)?.[1];
  const typed = /\b(?:Ok|Created|CreatedAtRoute|Accepted|JsonHttpResult)<(.+?)>(?=$|[,>\s])/s.exec(
    union ?? returns,
  )?.[1];
  if (typed) return balanced(typed);
  if (union !== undefined) return undefined;
  const bare = unwrapped(returns);
  return empty.test(simpleName(bare)) || /^(Ok|NoContent|Created|NotFound)$/.test(bare) ? undefined : bare;
};

const balanced = (type: string): string => {
  const open = type.split('<').length - type.split('>').length;
  return open > 0 ? type + '>'.repeat(open) : type;
};
