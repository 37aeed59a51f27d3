import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { type Refusal, refuse } from './refusal.ts';
import { refusals } from './refusals.ts';
import { resolver } from './resolver.ts';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

const object = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** Operations by what a client calls: `GET /v1/jobs`. */
const operationsIn = ({ paths }: JsonObject): ReadonlyMap<string, JsonObject> =>
  new Map(
    Object.entries(object(paths)).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = object(item)[method];
        return isObject(operation) ? [[`${method.toUpperCase()} ${path}`, operation] as const] : [];
      }),
    ),
  );

/** Parameters as one object, as a client gives them. */
const parametersOf = ({ parameters }: JsonObject, root: JsonObject): JsonObject => {
  const all = (Array.isArray(parameters) ? parameters : []).filter(isObject).map(resolver(root));
  const nameOf = (parameter: JsonObject) => `${parameter.in} ${String(parameter.name).toLowerCase()}`;
  return {
    type: 'object',
    properties: Object.fromEntries(all.map((parameter) => [nameOf(parameter), object(parameter.schema)])),
    required: all.filter(({ required }) => required === true).map(nameOf),
  };
};

/** Schemas by media type. */
const contentOf = (holder: JsonValue | undefined, root: JsonObject): ReadonlyMap<string, JsonObject> => {
  const { content } = resolver(root)(object(holder));
  return new Map(Object.entries(object(content)).map(([type, media]) => [type, object(object(media).schema)]));
};

const within = (place: string, all: readonly Refusal[]): readonly Refusal[] =>
  all.map(({ path, what }) => ({ path: `${place} ${path}`, what }));

type Documents = { readonly before: JsonObject; readonly now: JsonObject };

const requests = (name: string, was: JsonObject, is: JsonObject, { before, now }: Documents): readonly Refusal[] => {
  const taken = contentOf(is.requestBody, now);
  const parameters = refusals(
    { schema: parametersOf(is, now), root: now },
    { schema: parametersOf(was, before), root: before },
  );
  const bodies = [...contentOf(was.requestBody, before)].flatMap(([type, schema]) => {
    const reader = taken.get(type);
    if (!reader) return refuse(`${name} request`, `is not taken as ${type} any more`);
    return within(`${name} request`, refusals({ schema: reader, root: now }, { schema, root: before }));
  });
  const asked = was.requestBody === undefined && object(is.requestBody).required === true;
  return [
    ...within(`${name} parameter`, parameters),
    ...(asked ? refuse(`${name} request`, 'needs a body, which it did not') : []),
    ...bodies,
  ];
};

/** Of what goes well: how a request may be refused is open to more reasons. */
const replies = (name: string, was: JsonObject, is: JsonObject, { before, now }: Documents): readonly Refusal[] => {
  const good = Object.entries(object(was.responses)).filter(([status]) => status.startsWith('2'));
  return good.flatMap(([status, reply]) => {
    const said = object(is.responses)[status];
    if (said === undefined) return refuse(`${name} ${status}`, 'is not answered any more');
    const written = contentOf(said, now);
    return [...contentOf(reply, before)].flatMap(([type, schema]) => {
      const writer = written.get(type);
      if (!writer) return refuse(`${name} ${status}`, `is not answered as ${type} any more`);
      return within(`${name} ${status}`, refusals({ schema, root: before }, { schema: writer, root: now }));
    });
  });
};

/** What a client that was made of the one OpenAPI document could not do, or would not understand, with the other. */
export const brokenOperations = (before: JsonObject, now: JsonObject): readonly Refusal[] => {
  const current = operationsIn(now);
  return [...operationsIn(before)].flatMap(([name, was]) => {
    const is = current.get(name);
    if (!is) return refuse(name, 'is not there any more');
    return [...requests(name, was, is, { before, now }), ...replies(name, was, is, { before, now })];
  });
};
