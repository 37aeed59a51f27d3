import type { Expr, GoFunction, GoPiece, Step } from '../model.ts';
import { type Packages, spelled } from '../packages.ts';
import { guardOf, wrapped } from './guards.ts';
import { Memory } from './memory.ts';
import { programsOf } from './programs.ts';
import { type Registration, refine, register } from './register.ts';
import { joined, prefixed } from './texts.ts';
import { lookUp, madeRouter, type Router, type Scope, unknown, type Value } from './values.ts';

/** Against archives made to go on for ever. */
const limits = { steps: 400_000, depth: 40, unrolled: 500 } as const;

/**
 * Runs what functions do to routers, and nothing else: each is called as main would call it, closures with the router they are handed,
 * branches one after the other. What comes of it are the routers with their routes.
 */
export class Run {
  private readonly reached = new Set<string>();
  private readonly made = new Map<string, Value>();
  readonly memory: Memory;
  private readonly open = new Set<string>();
  private steps = 0;
  private readonly packages: Packages;

  constructor(packages: Packages) {
    this.packages = packages;
    this.memory = new Memory(packages);
  }

  /** Every function that may have to do with routes, unless another one has called it. */
  all(): void {
    for (const { fn, piece } of programsOf(this.packages)) {
      if (!this.reached.has(fn.id)) this.call(fn, piece, [], this.memory.own(fn, piece));
    }
  }

  /** What a function gives back. Without routers among its arguments it is run once. */
  private call(fn: GoFunction, piece: GoPiece, args: readonly Value[], receiver: Value | undefined): Value {
    const isShared = args.every(({ kind }) => kind !== 'router' && kind !== 'closure' && kind !== 'text');
    const known = isShared ? this.made.get(fn.id) : undefined;
    if (known) return known;
    const result = this.memory.typed(fn, piece);
    if (!fn.steps || this.open.has(fn.id) || this.open.size > limits.depth) return result;
    this.reached.add(fn.id);
    this.open.add(fn.id);
    const names = new Map<string, Value>();
    if (fn.receiver && receiver) names.set(fn.receiver.name, receiver);
    fn.parameters.forEach((parameter, index) => {
      const given = args[index];
      names.set(parameter.name, given && given.kind !== 'unknown' ? given : this.memory.ofType(parameter.type, piece));
    });
    const returned = this.body(fn.steps, { names, piece, symbol: fn.id });
    this.open.delete(fn.id);
    const value = returned && returned.kind !== 'unknown' ? returned : result;
    if (isShared) this.made.set(fn.id, value);
    return value;
  }

  private body(steps: readonly Step[], scope: Scope): Value | undefined {
    let returned: Value | undefined;
    for (const step of steps) {
      if (++this.steps > limits.steps) return returned;
      if (step.kind === 'do') this.value(step.value, scope);
      else if (step.kind === 'set') this.set(step, scope);
      else if (step.kind === 'each') this.each(step, scope);
      else {
        const values = step.values.map((value) => this.value(value, scope));
        const value = values.find(({ kind }) => kind === 'router') ?? values[0];
        if (value && (!returned || returned.kind === 'unknown')) returned = value;
      }
    }
    return returned;
  }

  private set({ to, values }: Extract<Step, { kind: 'set' }>, scope: Scope): void {
    const results = values.map((value) => this.value(value, scope));
    to.forEach((target, index) => {
      const value = results[index] ?? (results.length === 1 && index === 0 ? results[0] : undefined);
      if (!value) return;
      if (target.kind === 'name') this.assign(target.name, value, scope);
      else if (target.kind === 'select') this.memory.hold(this.value(target.of, scope), target.name, value);
    });
  }

  /** A variable of the package keeps what it is given; any other is the body's own. */
  private assign(name: string, value: Value, scope: Scope): void {
    const isGlobal = !lookUp(scope, name) && value.kind === 'router' && this.packages.value(scope.piece.folder, name);
    if (isGlobal) this.memory.keep(scope.piece.folder, name, value);
    else scope.names.set(name, value);
  }

  private each({ names, of, steps }: Extract<Step, { kind: 'each' }>, scope: Scope): void {
    const list = this.value(of, scope);
    const [, item] = names;
    const items = list.kind === 'list' ? list.items.slice(0, limits.unrolled) : [unknown(spelled(of))];
    for (const value of items) {
      const inner: Scope = {
        names: new Map(item ? [[item, value]] : []),
        outer: scope,
        piece: scope.piece,
        symbol: scope.symbol,
      };
      this.body(steps, inner);
    }
  }

  private value(expr: Expr, scope: Scope, depth = 0): Value {
    if (depth > limits.depth || ++this.steps > limits.steps) return unknown('');
    switch (expr.kind) {
      case 'text':
        return { kind: 'text', text: expr.text };
      case 'sum':
        return this.sum(expr, scope, depth);
      case 'function':
        return { kind: 'closure', parameters: expr.parameters, body: expr, scope };
      case 'list':
        return {
          kind: 'list',
          items: expr.items.slice(0, limits.unrolled).map((item) => this.element(item, expr.of, scope, depth)),
        };
      case 'struct':
        return this.struct(expr, scope, depth);
      case 'name':
        return this.name(expr.name, scope, depth);
      case 'select':
        return this.select(expr, scope, depth);
      case 'call':
        return this.invoke(expr, scope, depth);
      default:
        return unknown(expr.text);
    }
  }

  private sum({ terms }: Extract<Expr, { kind: 'sum' }>, scope: Scope, depth: number): Value {
    const texts = terms.map((term) => {
      const value = this.value(term, scope, depth + 1);
      return value.kind === 'text' ? value.text : `{${spelled(term).split('.').at(-1) || 'value'}}`;
    });
    return { kind: 'text', text: texts.join('') };
  }

  private element(item: Expr, type: string, scope: Scope, depth: number): Value {
    return this.value(item.kind === 'struct' && item.type === '' ? { ...item, type } : item, scope, depth + 1);
  }

  private struct({ type, fields }: Extract<Expr, { kind: 'struct' }>, scope: Scope, depth: number): Value {
    const of = this.packages.typeOf(type, scope.piece) ?? { folder: scope.piece.folder, name: type };
    const declared = this.packages.struct(of.folder, of.name)?.struct.fields ?? [];
    const found = new Map<string, Value>();
    fields.forEach((field, index) => {
      found.set(field.name ?? declared[index]?.name ?? String(index), this.value(field.value, scope, depth + 1));
    });
    const instance: Value = { kind: 'instance', ...of, fields: found, ordered: [...found.values()] };
    for (const [name, value] of found)
      if (value.kind === 'router' || value.kind === 'instance') this.memory.hold(instance, name, value);
    return instance;
  }

  private name(name: string, scope: Scope, depth: number): Value {
    const local = lookUp(scope, name);
    if (local) return local;
    const fn = this.packages.fn(scope.piece.folder, name);
    if (fn)
      return { kind: 'function', ...fn, label: fn.piece.package === 'main' ? name : `${fn.piece.package}.${name}` };
    return this.global(scope.piece.folder, name, depth) ?? unknown(name);
  }

  /** A constant or variable of a package. */
  private global(folder: string, name: string, depth: number): Value | undefined {
    const found = this.packages.value(folder, name);
    if (!found) return undefined;
    const key = `${folder} ${name}`;
    const known = this.memory.held.get(key);
    if (known) return known;
    const value = this.value(found.value, { names: new Map(), piece: found.piece, symbol: '' }, depth + 1);
    this.memory.held.set(key, value);
    return value;
  }

  private select(expr: Extract<Expr, { kind: 'select' }>, scope: Scope, depth: number): Value {
    const { of, name } = expr;
    if (of.kind === 'name' && !lookUp(scope, of.name)) {
      const folder = this.packages.folderOf(of.name, scope.piece);
      const fn = folder === undefined ? undefined : this.packages.fn(folder, name);
      if (fn) return { kind: 'function', ...fn, label: `${of.name}.${name}` };
      const value = folder === undefined ? undefined : this.global(folder, name, depth);
      if (value) return value;
      const verb = /^Method(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(name)?.[1];
      if (scope.piece.imports[of.name] !== undefined)
        return verb ? { kind: 'text', text: verb.toUpperCase() } : unknown(`${of.name}.${name}`);
    }
    return this.memory.member(this.value(of, scope, depth + 1), name, spelled(expr));
  }

  private invoke(call: Extract<Expr, { kind: 'call' }>, scope: Scope, depth: number): Value {
    const { target } = call;
    const name = target.kind === 'select' ? target.name : spelled(target);
    if (target.kind === 'select') {
      const alias = target.of.kind === 'name' && !lookUp(scope, target.of.name) ? target.of.name : undefined;
      const made = alias === undefined ? undefined : madeRouter(alias, name, scope.piece);
      if (made) return this.memory.router(made);
      if (alias !== undefined && scope.piece.imports[alias] === 'net/http' && /^Handle(Func)?$/.test(name))
        return this.registered(this.memory.defaultMux(), name, call, scope, depth) ?? unknown(name);
      const owner =
        alias !== undefined && scope.piece.imports[alias] !== undefined
          ? undefined
          : this.memory.asRouter(this.value(target.of, scope, depth + 1));
      if (owner?.kind === 'router') {
        const value = this.registered(owner, name, call, scope, depth);
        if (value) return value;
      }
      if (owner?.kind === 'route') return refine(owner.route, name, this.registration(call, scope, depth));
      if (owner?.kind === 'list' && name === 'ServeHTTP') return unknown(name);
    }
    if (name === 'append') return this.appended(call, scope, depth);
    return this.apply(this.value(target, scope, depth + 1), call, scope, depth);
  }

  private registered(
    router: Router,
    name: string,
    call: Extract<Expr, { kind: 'call' }>,
    scope: Scope,
    depth: number,
  ): Value | undefined {
    return register(router, name, this.registration(call, scope, depth));
  }

  private registration(call: Extract<Expr, { kind: 'call' }>, scope: Scope, depth: number): Registration {
    const args = call.args.map((arg) => this.value(arg, scope, depth + 1));
    return {
      args,
      guards: (from, to) => call.args.slice(from, to).flatMap((arg) => guardOf(arg, call)),
      run: (closure, router) => {
        if (closure.kind === 'closure') this.runClosure(closure, [router]);
        else if (closure.kind === 'function') this.call(closure.fn, closure.piece, [router], closure.receiver);
      },
      span: call.span,
      symbol: scope.symbol,
    };
  }

  private runClosure(
    { parameters, body, scope }: Extract<Value, { kind: 'closure' }>,
    args: readonly Value[],
  ): Value | undefined {
    const names = new Map(
      parameters.map(({ name, type }, index) => [name, args[index] ?? this.memory.ofType(type, scope.piece)] as const),
    );
    return this.body(body.steps, { names, outer: scope, piece: scope.piece, symbol: scope.symbol });
  }

  private appended(call: Extract<Expr, { kind: 'call' }>, scope: Scope, depth: number): Value {
    const [list, ...rest] = call.args.map((arg) => this.value(arg, scope, depth + 1));
    return {
      kind: 'list',
      items: [
        ...(list?.kind === 'list' ? list.items : []),
        ...rest.flatMap((one) => (one.kind === 'list' ? one.items : [one])),
      ].slice(0, limits.unrolled),
    };
  }

  private apply(target: Value, call: Extract<Expr, { kind: 'call' }>, scope: Scope, depth: number): Value {
    const args = call.args.map((arg) => this.value(arg, scope, depth + 1));
    const label = spelled(call.target);
    if (/^fmt\.Sprintf$|^path\.Join$|\.JoinPath$/.test(label)) {
      const text = joined(label, args);
      if (text !== undefined) return { kind: 'text', text };
    }
    const path = target.kind === 'function' && target.fn.steps ? undefined : prefixed(label, args);
    if (path) return path;
    if (target.kind === 'closure') return this.runClosure(target, args) ?? unknown(label);
    const result =
      target.kind === 'function' ? this.call(target.fn, target.piece, args, target.receiver) : unknown(label);
    return wrapped(target, call, args, result);
  }
}
