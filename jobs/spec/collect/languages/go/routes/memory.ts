import type { GoFunction, GoPiece } from '../model.ts';
import type { Packages } from '../packages.ts';
import { newRouter, type Router, routerType, unknown, type Value } from './values.ts';

/** The routers that were made, and what the fields of types and the variables of packages hold. */
export class Memory {
  readonly routers: Router[] = [];
  readonly held = new Map<string, Value>();
  private mux: Router | undefined;
  private readonly packages: Packages;

  constructor(packages: Packages) {
    this.packages = packages;
  }

  router(framework: string): Router {
    const router = newRouter(framework);
    this.routers.push(router);
    return router;
  }

  own(fn: GoFunction, piece: GoPiece): Value | undefined {
    const type = fn.receiver && this.packages.typeOf(fn.receiver.type, piece);
    return type && { kind: 'instance', ...type };
  }

  /** A value of which only the type is known. */
  ofType(type: string, piece: GoPiece): Value {
    const framework = routerType(type, piece);
    if (framework) return this.router(framework);
    const of = this.packages.typeOf(type, piece);
    return of ? { kind: 'instance', ...of } : unknown(type);
  }

  typed(fn: GoFunction, piece: GoPiece): Value {
    const [first] = fn.results;
    const of = first && !routerType(first, piece) ? this.packages.typeOf(first, piece) : undefined;
    return of && this.packages.struct(of.folder, of.name) ? { kind: 'instance', ...of } : unknown(fn.name);
  }

  /** s.router = r: known to all methods of the type. A router that was used before it was set is one with it. */
  hold(owner: Value, name: string, value: Value): void {
    if (owner.kind !== 'instance') return;
    const key = `${owner.folder} ${owner.name}.${name}`;
    const before = this.held.get(key);
    if (before?.kind === 'router' && value.kind === 'router') {
      if (before !== value && before.parents.length < 8)
        before.parents.push({ router: value, prefix: '', guards: value.guards });
    } else if (value.kind !== 'unknown') this.held.set(key, value);
  }

  /** A field or method of a value. */
  member(owner: Value, name: string, label: string): Value {
    if (owner.kind !== 'instance') return unknown(label);
    const given = owner.fields?.get(name) ?? this.held.get(`${owner.folder} ${owner.name}.${name}`);
    if (given) return given;
    const method = this.packages.method(owner.folder, owner.name, name);
    if (method) return { kind: 'function', ...method, label: `${owner.name}.${name}`, receiver: owner };
    const found = this.packages.struct(owner.folder, owner.name);
    const field = found?.struct.fields.find((one) => one.name === name);
    if (!found || !field) return unknown(label);
    const value = this.ofType(field.type, found.piece);
    if (value.kind === 'router') this.held.set(`${owner.folder} ${owner.name}.${name}`, value);
    return value.kind === 'unknown' ? unknown(label) : value;
  }

  defaultMux(): Router {
    this.mux ??= this.router('net/http');
    return this.mux;
  }

  /** A struct that embeds a router is one. */
  asRouter(value: Value): Value {
    if (value.kind !== 'instance') return value;
    const found = this.packages.struct(value.folder, value.name);
    const embedded = found?.struct.fields.find((field) => field.embedded && routerType(field.type, found.piece));
    return embedded ? this.member(value, embedded.name, embedded.name) : value;
  }

  /** What a variable of a package is given. A router that was used before is one with it. */
  keep(folder: string, name: string, value: Value): void {
    const key = `${folder} ${name}`;
    const before = this.held.get(key);
    if (before?.kind === 'router' && value.kind === 'router' && before !== value)
      before.parents.push({ router: value, prefix: '', guards: value.guards });
    else this.held.set(key, value);
  }
}
