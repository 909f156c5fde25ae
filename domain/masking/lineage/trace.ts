import type { TreeNode } from "../../statements/postgres/tree";
import type { Catalogue } from "./catalogue";
import { blanket, CLEAN, type Comparison, joined, type Shape, type Taint, wholeOf } from "./shape";

const TRACE_LIMITS = {
  /** Nested expressions and subqueries: deeper ones are of unknown lineage. */
  depthMax: 400,
  nodesMax: 400_000,
} as const;

/** One relation that names can be looked up in. */
export interface Source {
  readonly alias: string | null;
  readonly schema: string | null;
  readonly shape: Shape;
  /** Under the alias of a join: its columns are not listed once more by a star. */
  isHidden: boolean;
}

export interface Scope {
  readonly sources: Source[];
  readonly parent: Scope | null;
  readonly ctes: Map<string, Shape>;
  /** JOIN … USING and NATURAL JOIN list merged columns first: places cannot be counted. */
  isMerged: boolean;
}

export function scopeIn(parent: Scope | null): Scope {
  return { sources: [], parent, ctes: new Map(), isMerged: false };
}

/** Relations that statements before this one have made or filled, by name. */
export type Locals = Map<string, Shape>;

/** How a part of a statement asks for what stands in another file. */
export interface Parts {
  select(node: TreeNode, parent: Scope | null, trace: Trace): Shape;
  write(statement: unknown, parent: Scope | null, trace: Trace): Shape;
}

/** What is noted while one statement is walked. */
export class Trace {
  readonly catalogue: Catalogue;
  readonly locals: Locals;
  readonly parts: Parts;
  /** Of all relations that it names. */
  touched: Taint = null;
  /** It may read or keep anything, in a way that cannot be seen. */
  isOpaque = false;
  /** Protected values are written into a column of a lasting relation that is not protected. */
  isSpilling = false;
  /** The server's word on where a column comes from does not say what is in it. */
  isOriginTrusted = true;
  /** The first protected column that decides something, or is kept, without being shown as such. */
  comparison: Comparison | null = null;
  private isDeciding = false;
  private depth = 0;
  private nodes = 0;

  constructor(catalogue: Catalogue, locals: Locals, parts: Parts) {
    this.catalogue = catalogue;
    this.locals = locals;
    this.parts = parts;
  }

  /** One level deeper, and back; past the limits nothing is known any more. */
  within<T>(work: () => T, otherwise: T): T {
    this.nodes += 1;
    if (this.depth >= TRACE_LIMITS.depthMax || this.nodes > TRACE_LIMITS.nodesMax) {
      this.isOpaque = true;
      return otherwise;
    }
    this.depth += 1;
    const answer = work();
    this.depth -= 1;
    return answer;
  }

  select(node: TreeNode, parent: Scope | null): Shape {
    const unknown = blanket(this.catalogue.unknown);
    return this.showing(() => this.within(() => this.parts.select(node, parent, this), unknown));
  }

  /** What is read meanwhile decides something: which rows there are, their order, an error, a truth. */
  deciding<T>(work: () => T): T {
    return this.as(true, work);
  }

  /** What is read meanwhile decides nothing until something is made of the answer. */
  showing<T>(work: () => T): T {
    return this.as(false, work);
  }

  private as<T>(isDeciding: boolean, work: () => T): T {
    const before = this.isDeciding;
    this.isDeciding = isDeciding;
    const answer = work();
    this.isDeciding = before;
    return answer;
  }

  /** A value is read by this name. */
  read(column: string | null, taint: Taint): Taint {
    if (this.isDeciding) this.compare(column, taint);
    return taint;
  }

  compare(column: string | null, taint: Taint): void {
    if (taint !== null) this.comparison ??= { column, kind: taint };
  }

  compareAll(shape: Shape): void {
    for (const { name, taint } of shape) this.compare(name, taint);
  }

  /** A relation by its name in the text; without its schema it may be one of any schema. */
  relation(schema: string | null, name: string): Shape {
    const local = this.locals.get(name);
    const known = this.catalogue.relation(schema, name);
    const shape = local === undefined ? (known ?? CLEAN) : merged(local, known);
    if (local !== undefined) this.isOriginTrusted = false;
    this.touched = joined([this.touched, wholeOf(shape)]);
    return shape;
  }

  call(name: string): void {
    if (this.catalogue.isOpaqueCall(name)) this.isOpaque = true;
  }

  operator(name: string): void {
    if (this.catalogue.isOpaqueOperator(name)) this.isOpaque = true;
  }
}

function merged(local: Shape, known: Shape | null): Shape {
  if (known === null) return local;
  return blanket(joined([wholeOf(local), wholeOf(known)]));
}
