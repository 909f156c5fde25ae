import { nameOfKind } from "@/domain/masking/custom/custom-kind";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { decodeFrame, type Frame } from "@/protocol/frame";
import type { ColumnsPayload } from "@/protocol/payloads";
import { RowBlocks } from "@/ui/result-grid/row-blocks";
import { decodePayload, type Payload } from "./decode-payload";
import {
  type Moment,
  nothingYet,
  type ResultColumn,
  type ResultView,
  type SessionView,
  viewLimits,
} from "./session-view";

/** PostgreSQL's OIDs of numbers: int2, int4, int8, oid, float4, float8, money, numeric. */
const NUMERIC_TYPES = new Set([21, 23, 20, 26, 700, 701, 790, 1700]);

/** Calls back once, at a good moment to draw. */
export type Schedule = (publish: () => void) => void;

export interface StoreOptions {
  readonly bytesMax: number;
  readonly schedule: Schedule;
}

interface OpenResult extends Omit<ResultView, "rowCount" | "complete"> {
  complete: ResultView["complete"];
}

type Draft = { -readonly [Key in keyof SessionView]: SessionView[Key] };

/**
 * The records of one session, made into results as they come. Rows stay bytes: a frame is indexed
 * and kept. Readers get snapshots, at most one for every time the page draws.
 */
export class ResultStore {
  readonly #options: StoreOptions;
  readonly #listeners = new Set<() => void>();
  readonly #results = new Map<number, OpenResult>();
  readonly #moments: Moment[] = [];
  readonly #draft: Draft = { ...nothingYet };
  #snapshot: SessionView = nothingYet;
  #isScheduled = false;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SessionView => this.#snapshot;

  /**
   * Takes one record; false when its bytes are not what the protocol says, and then this store is
   * done: nothing after such a record can be trusted to be in its place.
   */
  accept(index: number, timeMs: number, bytes: Uint8Array): boolean {
    try {
      const frame = decodeFrame(bytes);
      if (frame.kind === "rows") this.#takeRows(frame, timeMs);
      else this.#takePayload(frame, { atMs: timeMs, record: index });
    } catch (error) {
      console.error("a record that cannot be read", index, error);
      this.lost(publicRefusal("LINK.PROTOCOL", `Record ${index} of the session cannot be read.`));
      return false;
    }
    this.#draft.records = index + 1;
    this.#draft.timeMs = Math.max(this.#draft.timeMs, timeMs);
    this.#changed();
    return true;
  }

  /** The recording has no more records. */
  over(): void {
    this.#draft.isOver = true;
    this.#changed();
  }

  lost(refusal: PublicRefusal): void {
    this.#draft.lost = refusal;
    this.#changed();
  }

  #takeRows(frame: Frame, timeMs: number): void {
    const { payload, rows, result } = frame;
    const open = this.#results.get(result);
    this.#draft.rows += rows;
    this.#draft.bytes += payload.byteLength;
    const isFull = this.#draft.bytes > this.#options.bytesMax;
    if (open === undefined && this.#draft.resultsLeftOut === 0) {
      throw new RangeError("rows before their columns");
    }
    if (open === undefined || isFull || this.#draft.rowsLeftOut > 0)
      this.#draft.rowsLeftOut += rows;
    else open.blocks.append(payload, rows, timeMs);
  }

  #takePayload(frame: Frame, at: { atMs: number; record: number }): void {
    const payload = decodePayload(frame);
    const { draft, moment } = this.#meaning(payload, frame.result, at.atMs);
    Object.assign(this.#draft, draft);
    if (moment === null) return;
    if (this.#moments.length < viewLimits.momentsMax || moment.kind === "end") {
      this.#moments.push({ ...at, ...moment });
    } else this.#draft.momentsLeftOut += 1;
  }

  #meaning(payload: Payload, result: number, atMs: number): Meaning {
    switch (payload.kind) {
      case "input":
        return { draft: { statement: payload.value.statement }, moment: null };
      case "columns":
        return this.#openResult(payload.value, result, atMs);
      case "notice":
        return { draft: {}, moment: { kind: "notice", notice: payload.value } };
      case "complete": {
        const open = this.#results.get(result);
        if (open !== undefined) open.complete = payload.value;
        return { draft: {}, moment: { kind: "complete", result, complete: payload.value } };
      }
      case "failure":
        return {
          draft: { failure: payload.value },
          moment: { kind: "failure", failure: payload.value },
        };
      case "event":
        return {
          draft: eventDraft(payload.value.event),
          moment: { kind: "event", event: payload.value },
        };
      case "end":
        return {
          draft: { end: payload.value, isAgentAway: false },
          moment: { kind: "end", end: payload.value },
        };
    }
  }

  #openResult(payload: ColumnsPayload, result: number, atMs: number): Meaning {
    const columns = payload.columns.map(shownColumn);
    if (this.#results.size < viewLimits.resultsMax) {
      const blocks = new RowBlocks();
      this.#results.set(result, { index: result, atMs, columns, blocks, complete: null });
    } else this.#draft.resultsLeftOut += 1;
    return { draft: {}, moment: { kind: "columns", result, columns: columns.length } };
  }

  #changed(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#options.schedule(() => {
      this.#isScheduled = false;
      this.#publish();
    });
  }

  #publish(): void {
    const before = this.#snapshot;
    const results = [...this.#results.values()].map((open, at): ResultView => {
      const now = { ...open, rowCount: open.blocks.rowCount };
      const was = before.results[at];
      const isSame = was?.rowCount === now.rowCount && was.complete === now.complete;
      return isSame ? was : now;
    });
    const hasNewMoments = before.moments.length !== this.#moments.length;
    const moments = hasNewMoments ? [...this.#moments] : before.moments;
    this.#snapshot = { ...this.#draft, results, moments };
    for (const listener of this.#listeners) listener();
  }
}

type WithoutPlace<T> = T extends Moment ? Omit<T, "atMs" | "record"> : never;

interface Meaning {
  readonly draft: Partial<SessionView>;
  readonly moment: WithoutPlace<Moment> | null;
}

function eventDraft(event: string): Partial<SessionView> {
  switch (event) {
    case "cancel-asked":
      return { cancelAsked: true };
    case "agent-away":
      return { isAgentAway: true };
    case "agent-back":
      return { isAgentAway: false };
    default:
      return {};
  }
}

function shownColumn(column: ColumnsPayload["columns"][number]): ResultColumn {
  const { name, type, typeId, masked } = column;
  return { name, type, numeric: NUMERIC_TYPES.has(typeId), masked: nameOfKind(masked) };
}
