import { REFUSALS, type RefusalStatus } from "./refusal-table";

export type RefusalCode = keyof typeof REFUSALS;

/** Identifiers and counts only. Never a credential, a row, or a statement's literal values. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What a page, the CLI or the API shows of a refusal. */
export interface PublicRefusal {
  readonly code: RefusalCode;
  readonly status: RefusalStatus;
  readonly because: string;
  readonly next: string;
  readonly facts: Facts;
}

/** The gateway says no on purpose: expected, explained, audited. For bugs see BrokenInvariant. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, because: string, facts: Facts = {}) {
    super(because);
    this.code = code;
    this.facts = facts;
  }

  toPublic(): PublicRefusal {
    return publicRefusal(this.code, this.message, this.facts);
  }
}

export function publicRefusal(
  code: RefusalCode,
  because: string,
  facts: Facts = {},
): PublicRefusal {
  return { code, status: REFUSALS[code].status, because, next: REFUSALS[code].next, facts };
}

/** True for refusals of either module graph (Next's bundle and `server/main.ts` load this twice). */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === "Refusal" && "code" in error;
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}
