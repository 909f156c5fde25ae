import type { RefusalCode } from "@/domain/refusal";
import type { Deps } from "../deps";
import { startHeldSession } from "./held/store";
import type { NewSession } from "./store";
import { storeRow } from "./store-row";

const LATE_MS_MAX = 25;

/** Whoever waits for the result gets it before the store gets its row. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

type EndIt = (because: { readonly code: RefusalCode; readonly because: string }) => void;

/**
 * Stores the row of a session a moment after it began: by itself, or at the session's end when that
 * comes first, so that a short command shares neither the store nor the machine with its own row. The
 * recording is on disk by then and is what a lost row is made again from.
 */
export class LateRow {
  private readonly deps: Deps;
  private readonly end: EndIt;
  private readonly timer: NodeJS.Timeout;
  /** `null` when it is stored already: a held session that goes on. */
  private row: NewSession | null;
  private storing: Promise<void> | null = null;

  /** `end` is called when the row cannot be stored. */
  constructor(deps: Deps, row: NewSession | null, end: EndIt) {
    this.deps = deps;
    this.row = row;
    this.end = end;
    this.timer = setTimeout(() => void this.stored(), LATE_MS_MAX);
  }

  /** Resolves when the row is stored; begins with it if need be. */
  stored(): Promise<void> {
    clearTimeout(this.timer);
    this.storing ??= nextTurn().then(() => this.store());
    return this.storing;
  }

  /** What may have been held runs: the row says so, whether or not it is stored by now. */
  async run(grantId: string | null): Promise<void> {
    if (this.row === null) return;
    this.row = { ...this.row, state: "running", grantId };
    if (this.storing === null) return;
    await this.storing;
    const { id, agentId, gatewayId, statement } = this.row;
    await startHeldSession(this.deps.db.quick, { id, agentId, grantId, gatewayId, statement });
  }

  private async store(): Promise<void> {
    if (this.row !== null) await storeRow(this.deps, this.row, this.end);
  }
}
