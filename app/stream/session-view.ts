import type { PublicRefusal } from "@/domain/refusal";
import type {
  CompletePayload,
  EndPayload,
  EventPayload,
  FailurePayload,
  NoticePayload,
} from "@/protocol/payloads";
import type { RowBlocks } from "@/ui/result-grid/row-blocks";

/** What a page keeps of one session. Beyond these it counts, and says what it left out. */
export const viewLimits = {
  /** Bytes of rows kept by the editor's page. */
  editorBytesMax: 768 * 1024 * 1024,
  /** Bytes of rows kept by a replay. */
  replayBytesMax: 256 * 1024 * 1024,
  resultsMax: 500,
  momentsMax: 5_000,
} as const;

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
  readonly numeric: boolean;
  /** Replaced whole as this kind, searched for personal data, or left as it is. */
  /** `pass`, `scan`, or what the kind is called that it is replaced by. */
  readonly masked: string;
}

/** One result of the session. `rowCount` is frozen in a snapshot; `blocks` goes on growing. */
export interface ResultView {
  readonly index: number;
  readonly atMs: number;
  readonly columns: readonly ResultColumn[];
  readonly blocks: RowBlocks;
  readonly rowCount: number;
  readonly complete: CompletePayload | null;
}

/** Something a reader sees at its instant, in the order of the recording. */
export type Moment = { readonly atMs: number; readonly record: number } & (
  | { readonly kind: "columns"; readonly result: number; readonly columns: number }
  | { readonly kind: "notice"; readonly notice: NoticePayload }
  | { readonly kind: "complete"; readonly result: number; readonly complete: CompletePayload }
  | { readonly kind: "failure"; readonly failure: FailurePayload }
  | { readonly kind: "event"; readonly event: EventPayload }
  | { readonly kind: "end"; readonly end: EndPayload }
);

/** A session as far as it has been read. Immutable: a new one is made when something has changed. */
export interface SessionView {
  readonly statement: string | null;
  readonly results: readonly ResultView[];
  readonly moments: readonly Moment[];
  readonly failure: FailurePayload | null;
  readonly end: EndPayload | null;
  /** Following ended before the session did. */
  readonly lost: PublicRefusal | null;
  readonly isOver: boolean;
  readonly cancelAsked: boolean;
  readonly isAgentAway: boolean;
  readonly records: number;
  readonly rows: number;
  readonly bytes: number;
  /** The instant of the last record, in milliseconds since the session began. */
  readonly timeMs: number;
  /** Rows, results and moments that came but are not kept in this page. */
  readonly rowsLeftOut: number;
  readonly resultsLeftOut: number;
  readonly momentsLeftOut: number;
}

export const nothingYet: SessionView = {
  statement: null,
  results: [],
  moments: [],
  failure: null,
  end: null,
  lost: null,
  isOver: false,
  cancelAsked: false,
  isAgentAway: false,
  records: 0,
  rows: 0,
  bytes: 0,
  timeMs: 0,
  rowsLeftOut: 0,
  resultsLeftOut: 0,
  momentsLeftOut: 0,
};
