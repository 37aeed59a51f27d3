import type { Endpoint, Span } from '#schemas/spec/facts.ts';
import { oneLine } from '../../../parse/doc-comment.ts';
import { isTestPath } from '../../../parse/is-test.ts';
import type { Call, Chain, Handler, Member, Type } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { type Access, accessBy, globalAccess, together } from './auth.ts';
import { producedBy, producedByCalls, sortedStatuses } from './described.ts';
import { parametersTaken, responseType } from './parameters.ts';
import { below, plainRoute, routeParameters } from './route.ts';

const verbCalls: Readonly<Record<string, Endpoint['verb']>> = {
  MapGet: 'GET',
  MapPost: 'POST',
  MapPut: 'PUT',
  MapPatch: 'PATCH',
  MapDelete: 'DELETE',
  MapHealthChecks: 'GET',
  MapHub: 'ANY',
  MapForwarder: 'ANY',
  Map: 'ANY',
};

const builders =
  /^(IEndpointRouteBuilder|RouteGroupBuilder|WebApplication|IVersionedEndpointRouteBuilder|IApplicationBuilder|RouteHandlerBuilder)$/;

/** Where routes are mapped: the application itself, or a group. What is demanded of a group later holds for what it holds already. */
type Place = {
  readonly prefix: string;
  readonly above: Place | undefined;
  readonly demands: Access[];
  readonly tags: Call[];
};

type Mapped = {
  readonly place: Place;
  readonly chain: Chain;
  readonly call: Call;
  readonly after: readonly Call[];
  readonly verb: Endpoint['verb'];
  readonly template: string;
};

type Registrar = { readonly member: Member; readonly type: Type };

const inside = (place: Place, prefix: string): Place => ({
  prefix: below(place.prefix, prefix),
  above: place,
  demands: [],
  tags: [],
});

const isBuilder = (type: string | undefined): boolean => type !== undefined && builders.test(simpleName(type));

const demandOf = (workspace: Workspace, call: Call, inType: string | undefined): Access | undefined => {
  if (call.name === 'AllowAnonymous') return { access: 'anonymous', roles: [], policies: [], span: call.span };
  if (call.name !== 'RequireAuthorization' && call.name !== 'RequireRole') return undefined;
  const texts = call.arguments
    .map((one) => workspace.text(one.value, inType)?.replace(/^\{(\w+)\}$/, '$1'))
    .filter((text) => text !== undefined);
  const roles = [
    ...new Set(
      call.arguments.flatMap(({ text }) =>
        [...(/RequireRole\(([^)]*)\)/.exec(text)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, role = '']) => role),
      ),
    ),
  ];
  return { access: 'required', roles, policies: texts, span: call.span };
};

/** Walks through the functions that map routes, from the application on, into those that they call. */
class Mapping {
  readonly mapped: Mapped[] = [];
  private readonly workspace: Workspace;
  private readonly chainsBy = new Map<string, Chain[]>();
  private readonly registrars = new Map<string, Registrar[]>();
  private readonly active = new Set<string>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    for (const { chains } of workspace.pieces) {
      for (const chain of chains) {
        const known = this.chainsBy.get(chain.from);
        if (known) known.push(chain);
        else this.chainsBy.set(chain.from, [chain]);
      }
    }
    for (const type of workspace.types) {
      for (const member of type.members) {
        if (member.kind !== 'method' || !member.parameters.some((one) => isBuilder(one.type))) continue;
        const known = this.registrars.get(member.name) ?? [];
        this.registrars.set(member.name, [...known, { member, type }]);
      }
    }
  }

  run(): void {
    const called = this.calledRegistrars();
    const root = (): Place => ({ prefix: '', above: undefined, demands: [], tags: [] });
    for (const [from, chains] of this.chainsBy) {
      if (called.has(from) || isTestPath(from.split('#')[0] ?? '')) continue;
      if (
        chains.some(({ calls }) =>
          calls.some(({ name }) => name === 'Map' || /^Map[A-Z]/.test(name) || this.registrars.has(name)),
        )
      ) {
        this.walk(from, new Map(), root());
      }
    }
  }

  private calledRegistrars(): Set<string> {
    const called = new Set<string>();
    for (const chains of this.chainsBy.values()) {
      for (const chain of chains) {
        for (const call of chain.calls) {
          for (const registrar of this.registrarsOf(chain, call))
            if (registrar.member.id !== chain.from) called.add(registrar.member.id);
        }
      }
    }
    return called;
  }

  /** The methods of the archive that a call may be: an extension method of the builder, or a static one that takes it. */
  private registrarsOf(chain: Chain, call: Call): Registrar[] {
    const known = this.registrars.get(call.name) ?? [];
    if (known.length < 2) return known;
    const owner = simpleName(chain.rootType ?? chain.root);
    const ofOwner = known.filter(({ type }) => type.name === owner);
    if (ofOwner.length > 0) return ofOwner;
    const extensions = known.filter(({ member }) => /\(\s*this\s/.test(member.signature));
    return extensions.length === 1 ? extensions : known.filter(({ type }) => type.name === chain.type);
  }

  /** Where the function's last group is, for one that gives back a group. */
  private walk(from: string, places: Map<string, Place>, start: Place): Place {
    if (this.active.has(from) || this.active.size > 12) return start;
    this.active.add(from);
    let made: Place | undefined;
    for (const chain of this.chainsBy.get(from) ?? []) {
      const at = this.follow(chain, places, places.get(chain.root) ?? start);
      if (chain.assignedTo && at) {
        if (chain.assignedTo !== 'return') places.set(chain.assignedTo, at);
        if (at !== start) made ??= at;
      }
    }
    this.active.delete(from);
    const member = this.workspace.symbol(from);
    const returns = member && 'type' in member ? (member.type ?? '') : '';
    return /RouteGroupBuilder/.test(returns) && made ? made : start;
  }

  private follow(chain: Chain, places: Map<string, Place>, start: Place): Place | undefined {
    let place = start;
    let isPlace = places.has(chain.root);
    for (const [index, call] of chain.calls.entries()) {
      if (call.name === 'MapGroup') {
        isPlace = true;
        place = inside(place, this.workspace.text(call.arguments[0]?.value, chain.type) ?? '');
        continue;
      }
      const isOwn = call.name === 'Map' && this.registrarsOf(chain, call).length > 0 && !call.arguments[1];
      if (!isOwn && (call.name in verbCalls || call.name === 'MapMethods')) {
        this.map(place, chain, call, chain.calls.slice(index + 1));
        return undefined;
      }
      const demand = demandOf(this.workspace, call, chain.type);
      if (demand && isPlace && place.above) place.demands.push(demand);
      if (/^(Produces|WithTags)/.test(call.name)) place.tags.push(call);
      const entered = this.enter(chain, call, places, place);
      isPlace = entered !== undefined || (isPlace && !/^Map/.test(call.name));
      place = entered ?? place;
    }
    return place;
  }

  private enter(chain: Chain, call: Call, places: Map<string, Place>, place: Place): Place | undefined {
    let result: Place | undefined;
    for (const { member } of this.registrarsOf(chain, call)) {
      if (member.id === chain.from) continue;
      const isExtension = /\(\s*this\s/.test(member.signature) && !call.arguments.some(({ text }) => places.has(text));
      const given = call.arguments.map(({ text }) => places.get(text)).find((one) => one !== undefined);
      const name = member.parameters.find((one) => isBuilder(one.type))?.name ?? '';
      const target = isExtension ? place : (given ?? place);
      result = this.walk(member.id, new Map([[name, target]]), target);
    }
    return result;
  }

  private map(place: Place, chain: Chain, call: Call, after: readonly Call[]): void {
    const [first, second] = call.arguments;
    const pattern = call.arguments.find(({ name }) => name === 'pattern') ?? first;
    const template = this.workspace.text(pattern?.value, chain.type);
    const isUnknown = pattern?.value?.every((part) => typeof part !== 'string') && /^\{\w+\}$/.test(template ?? '');
    if (template === undefined || isUnknown) return;
    // app.Map("/x", branch => …) is a branch of the pipeline, no endpoint.
    if (call.name === 'Map' && !(second?.handler && /context|request|\(\)/i.test(second.text.slice(0, 60)))) return;
    const listed = call.name === 'MapMethods' ? [...(second?.text ?? '').matchAll(/"(\w+)"|HttpMethods?\.(\w+)/g)] : [];
    const verbs = listed.map(([, text, name]) => (text ?? name ?? '').toUpperCase() as Endpoint['verb']);
    for (const verb of verbs.length > 0 ? verbs : [verbCalls[call.name] ?? 'ANY']) {
      this.mapped.push({ place, chain, call, after, verb, template: below(place.prefix, template) });
    }
  }
}

const demandsOn = (place: Place | undefined): Access[] => (place ? [...place.demands, ...demandsOn(place.above)] : []);
const tagsOn = (place: Place | undefined): Call[] => (place ? [...place.tags, ...tagsOn(place.above)] : []);

/** The method that a group of methods names: GetAll, Orders.GetAll. */
const methodNamed = (workspace: Workspace, chain: Chain, text: string): Member | undefined => {
  const [, owner, name] = /^(?:([\w.]+)\.)?(\w+)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const near = chain.span.path;
  if (owner === undefined && chain.type === undefined) {
    return workspace.piece(near)?.functions.find((one) => one.name === name);
  }
  const type = workspace.typeNamed(owner ?? chain.type ?? '', near);
  return type && workspace.member(type, name);
};

const summaryIn = (workspace: Workspace, calls: readonly Call[], inType: string | undefined): string | undefined => {
  const call = calls.find(({ name }) => name === 'WithDescription') ?? calls.find(({ name }) => name === 'WithSummary');
  return workspace.text(call?.arguments[0]?.value, inType);
};

const spanOfCalls = (call: Call, after: readonly Call[]): Span => ({
  ...call.span,
  end: Math.max(call.span.end, ...after.map(({ span }) => span.end)),
});

const ofMapped = (workspace: Workspace, everybody: Access, mapped: Mapped): Endpoint => {
  const { chain, call, after, verb, template, place } = mapped;
  const last = call.arguments.findLast(({ handler, text }) => handler || /^[\w.]+$/.test(text));
  const method = last && !last.handler ? methodNamed(workspace, chain, last.text) : undefined;
  const handler: Handler | Member | undefined = last?.handler ?? method;
  const returns = method ? method.type : last?.handler?.returns;
  const attributes = handler?.attributes ?? [];
  const own = after.flatMap((one) => demandOf(workspace, one, chain.type) ?? []);
  const said = together([...own, accessBy(workspace, attributes, chain.type), ...demandsOn(place)]);
  // The nearest word counts: a group's demand falls before an endpoint that lets anybody in, and the other way round.
  const nearest =
    own.find(({ access }) => access === 'required') && !own.some(({ access }) => access === 'anonymous')
      ? together(own)
      : said;
  const route = plainRoute(template);
  const inRoute = new Map(routeParameters(route).map((one) => [one.toLowerCase(), one]));
  const produced = producedByCalls([...after, ...tagsOn(place)]);
  const producedAlso = producedBy(attributes);
  const { parameters, request } = parametersTaken(workspace, handler?.parameters ?? [], {
    inRoute,
    verb,
    body: 'body',
    services: true,
  });
  const owner = workspace.symbol(chain.from);
  const handlerName = method
    ? `${/^(.*)\.\w+$/.exec(last?.text ?? '')?.[1] ?? chain.type ?? ''}.${method.name}`.replace(/^\./, '')
    : [chain.type, owner?.name].filter(Boolean).join('.');
  return {
    verb,
    route,
    framework: call.name === 'MapHub' ? 'signalr' : 'aspnet-minimal',
    handler: method?.id ?? chain.from,
    handlerName: call.name === 'MapHub' ? (call.types[0] ?? handlerName) : handlerName,
    auth: nearest.access === 'unknown' ? everybody : nearest,
    parameters,
    request,
    response: producedAlso.response ?? produced.response ?? responseType(returns),
    statuses: sortedStatuses(produced.statuses, producedAlso.statuses, handler?.statuses ?? []),
    summary: method?.doc ?? summaryIn(workspace, after, chain.type) ?? undefined,
    span: spanOfCalls(call, after),
  };
};

/** Endpoints of minimal APIs: Map* calls, below the groups in which they stand, in whatever file. */
export const minimalEndpoints = (workspace: Workspace): Endpoint[] => {
  const mapping = new Mapping(workspace);
  mapping.run();
  const { all: everybody } = globalAccess(workspace);
  const found = new Map<string, Endpoint>();
  for (const mapped of mapping.mapped) {
    const endpoint = ofMapped(workspace, everybody, mapped);
    found.set(
      oneLine(`${endpoint.verb} ${endpoint.route} ${endpoint.span.path} ${endpoint.span.start}`, 600),
      endpoint,
    );
  }
  return [...found.values()];
};
