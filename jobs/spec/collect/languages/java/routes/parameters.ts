import type { Endpoint, Parameter } from '#schemas/spec/facts.ts';
import type { Annotation, JavaParameter } from '../model.ts';
import type { Types } from '../types.ts';
import { annotated, simpleName, typeArguments } from '../values.ts';
import type { Handler } from './handlers.ts';

const places: Readonly<Record<string, Parameter['in']>> = {
  PathVariable: 'path',
  PathParam: 'path',
  RestPath: 'path',
  RequestParam: 'query',
  QueryParam: 'query',
  QueryValue: 'query',
  RestQuery: 'query',
  MatrixVariable: 'query',
  RequestHeader: 'header',
  HeaderParam: 'header',
  RestHeader: 'header',
  Header: 'header',
  RequestBody: 'body',
  Body: 'body',
  ModelAttribute: 'form',
  RequestPart: 'form',
  FormParam: 'form',
  RestForm: 'form',
  BeanParam: 'query',
};

/** What the framework hands in: no part of the request's contract. */
const supplied =
  /^(Model|ModelMap|ModelAndView|BindingResult|Errors|Http\w*Request|Http\w*Response|Servlet\w+|HttpSession|WebRequest|NativeWebRequest|ServerHttp\w+|ServerWebExchange|ServerRequest|Principal|Authentication|UserDetails|JwtAuthenticationToken|Jwt|OidcUser|OAuth2User|Locale|RedirectAttributes|SessionStatus|UriComponentsBuilder|InputStream|OutputStream|Reader|Writer|UriInfo|SecurityContext|HttpHeaders|Request|AsyncResponse|Map|Continuation|WebDataBinder|TimeZone|ZoneId|HttpMethod)$/;
const handedIn = new Set([
  'AuthenticationPrincipal',
  'Context',
  'Suspended',
  'CurrentUser',
  'SessionAttribute',
  'RequestAttribute',
  'CookieValue',
  'CookieParam',
  'Value',
  'CurrentSecurityContext',
  'Inject',
  'ApiIgnore',
]);
const simpleTypes =
  /^(byte|short|int|long|float|double|boolean|char|String|Integer|Long|Short|Byte|Double|Float|Boolean|Character|UUID|BigDecimal|BigInteger|LocalDate|LocalDateTime|LocalTime|Instant|OffsetDateTime|ZonedDateTime|Date|Duration|URI|URL)$/;
const wrappers = /^(Optional|List|Set|Collection|Mono|Flux|Iterable|Publisher)$/;

const innermost = (type: string): string => {
  const [inner] = typeArguments(type);
  return inner && wrappers.test(simpleName(type)) ? innermost(inner) : type;
};

const requiredOf = (
  place: Parameter['in'],
  type: string,
  annotation: Annotation | undefined,
  annotations: readonly Annotation[],
): boolean | undefined => {
  if (place === 'path') return true;
  if (annotation?.args.defaultValue || annotated(annotations, 'DefaultValue', 'Nullable')) return false;
  if (annotation?.args.required) return annotation.args.required[0]?.source !== 'false';
  if (simpleName(type) === 'Optional') return false;
  if (/^(RequestParam|RequestHeader|RequestBody|RequestPart)$/.test(annotation?.name ?? '')) return true;
  return annotated(annotations, 'NotNull', 'NotBlank', 'NotEmpty') ? true : undefined;
};

const pageable: readonly Parameter[] = ['page', 'size', 'sort'].map((name) => ({ name, in: 'query', required: false }));

/** A model that the controller itself makes before each request, by a method with @ModelAttribute: a GET asks nothing for it. */
const preparedBy = ({ owner }: Handler, { name, type }: JavaParameter, types: Types): boolean =>
  owner.type.methods.some((method) => {
    const made = annotated(method.annotations, 'ModelAttribute');
    return (
      made !== undefined && method.type === type && (types.argument(made, owner, 'value', 'name') ?? name) === name
    );
  });

/** The parameters that a route really has: those in its path, each of them. */
export const inRoute = (parameters: readonly Parameter[], route: string): Parameter[] => {
  const names = [...route.matchAll(/(?<!\$)\{([\w.-]+)\}/g)].map(([, name = '']) => name);
  const known = new Set(parameters.filter((one) => one.in === 'path').map(({ name }) => name));
  const added = names
    .filter((name) => !known.has(name))
    .map((name): Parameter => ({ name, in: 'path', required: true }));
  return [...added, ...parameters.filter((one) => one.in !== 'path' || names.includes(one.name))];
};

const parameterOf = (
  parameter: JavaParameter,
  annotations: readonly Annotation[],
  handler: Handler,
  types: Types,
): readonly Parameter[] => {
  const annotation = annotated(annotations, ...Object.keys(places));
  const simple = simpleName(parameter.type);
  if (handler.mapping.verbs.includes('GET') && preparedBy(handler, parameter, types)) return [];
  if (simple === 'Pageable' || simple === 'PageRequest') return pageable;
  if (!annotation && (supplied.test(simple) || annotations.some(({ name }) => handedIn.has(name)))) return [];
  const jax = types.find(simple, handler.owner);
  const simpleKind = simpleTypes.test(simpleName(innermost(parameter.type))) || jax?.type.kind === 'enum';
  const isMultipart = /^(MultipartFile|FilePart|Part)$/.test(simpleName(innermost(parameter.type)));
  const isInRoute = handler.mapping.paths.some(({ source }) =>
    new RegExp(`\\{${parameter.name.replace(/\W/g, '')}\\s*[:}]`).test(source),
  );
  const guessed = isMultipart
    ? 'form'
    : isInRoute
      ? 'path'
      : simpleKind
        ? 'query'
        : annotated(annotations, 'Valid', 'Validated')
          ? 'body'
          : 'unknown';
  const place = isMultipart ? 'form' : annotation ? (places[annotation.name] ?? 'unknown') : guessed;
  const name = types.argument(annotation, handler.from, 'value', 'name') ?? parameter.name;
  const required = requiredOf(place, parameter.type, annotation, annotations);
  return [
    { name: name || parameter.name, in: place, type: parameter.type, ...(required !== undefined && { required }) },
  ];
};

/** What a request may say, from the parameters of the method that answers it. */
export const parametersOf = (handler: Handler, types: Types): Parameter[] => {
  const found = handler.method.parameters.flatMap((parameter, index) =>
    parameterOf(parameter, handler.parameters[index] ?? [], handler, types),
  );
  const isForm = handler.method.parameters.some(({ type }) => /^(BindingResult|Errors)$/.test(simpleName(type)));
  const isJax =
    handler.mapping.contract !== undefined ||
    handler.annotations.some(({ name }) => /^(GET|POST|PUT|PATCH|DELETE)$/.test(name));
  return found.map((one) =>
    one.in === 'unknown' || (one.in === 'body' && isForm)
      ? { ...one, in: placeOfBean(one, isForm, isJax, handler) }
      : one,
  );
};

/** Where an object without an annotation comes from: Spring binds a form or the query to it, JAX-RS reads the body. */
const placeOfBean = (parameter: Parameter, isForm: boolean, isJax: boolean, handler: Handler): Parameter['in'] => {
  if (isJax) return 'body';
  if (isForm && !handler.annotations.some(({ name }) => name === 'RequestBody'))
    return parameter.in === 'body' && handler.parameters.flat().some(({ name }) => name === 'RequestBody')
      ? 'body'
      : 'form';
  return handler.mapping.verbs.includes('GET') ? 'query' : 'form';
};

const envelopes =
  /^(ResponseEntity|HttpEntity|Mono|Flux|CompletableFuture|CompletionStage|Callable|DeferredResult|Optional|Uni|Multi|RestResponse|HttpResponse|Single|Maybe)$/;

const unwrapped = (type: string): string | undefined => {
  if (!envelopes.test(simpleName(type))) return type;
  const [inner] = typeArguments(type);
  return inner && inner !== '?' ? unwrapped(inner.replace(/^\?\s*extends\s+/, '')) : undefined;
};

const saysNothing = new Set([
  'void',
  'Void',
  '',
  'Object',
  'ModelAndView',
  'View',
  'Response',
  'ResponseEntity',
  'HttpHeaders',
  'RedirectView',
]);

/** The types of the body and of the answer. */
export const responseOf = (handler: Handler, types: Types): Pick<Endpoint, 'request' | 'response'> => {
  const body = parametersOf(handler, types).find((parameter) => parameter.in === 'body' || parameter.in === 'form');
  const response = unwrapped(handler.method.type);
  const isView =
    response === 'String' &&
    !handler.annotations.some(({ name }) => name === 'ResponseBody') &&
    types.annotation(handler.owner.type.annotations, handler.owner, new Set(['Controller'])) !== undefined &&
    !types.annotation(handler.owner.type.annotations, handler.owner, new Set(['RestController', 'ResponseBody']));
  return {
    ...(body?.type && body.in === 'body' && { request: innermost(body.type) }),
    ...(response && !saysNothing.has(simpleName(response)) && !isView && { response }),
  };
};
