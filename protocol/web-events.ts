import { z } from "zod";
import type { PublicRefusal } from "@/domain/refusal";
import type { RequestState } from "@/domain/requests/request";
import { LINK_LIMITS } from "./version";

/**
 * The browser's stream: Socket.IO namespace `/web`, path `/socket.io`, authenticated by the sign-in
 * cookie (later also by tokens). A session is read as records of its recording, from any index on:
 * what is delivered is what is recorded, live and replay are the same reader.
 */
export const WEB_NAMESPACE = "/web";

const id = z.string().min(1).max(64);

export const runInput = z.object({
  connection: z.string().min(1).max(64),
  /** Wider than a statement may be, so that a long one is refused by its own name: LIMIT.STATEMENT. */
  statement: z.string().min(1).max(LINK_LIMITS.messageBytesMax),
  correlationId: z.string().max(200).optional(),
  /** Why it is to be run: shown to those who must approve it. */
  reason: z.string().max(2_000).optional(),
  /** More rows than this changed: everything is rolled back. */
  affectedRowsMax: z.number().int().min(0).max(1_000_000_000).optional(),
  /** Act now, flagged, everyone told: for those whom every rule lets. */
  breakGlass: z.boolean().optional(),
});
export type RunInput = z.infer<typeof runInput>;

/** Records with an index below `upTo` may be sent. */
export const followInput = z.object({
  sessionId: id,
  from: z.number().int().min(0),
  upTo: z.number().int().min(0),
});
export const creditInput = z.object({ sessionId: id, upTo: z.number().int().min(0) });
/** Runs an approved request of one's own and follows its session from record 0. */
export const runApprovedInput = z.object({ requestId: id });
export const sessionInput = z.object({ sessionId: id });
export const REQUESTS_WATCHED_MAX = 20;
/** The requests that a page shows; those it named before are forgotten. */
export const watchInput = z.object({ requestIds: z.array(id).max(REQUESTS_WATCHED_MAX) });

/** `requestId`: it is held, and nothing is followed before that request is approved and run. */
export interface RunAnswer {
  readonly sessionId: string;
  readonly requestId: string | null;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: PublicRefusal };

export interface BrowserToGateway {
  /** Submits a statement and follows it from record 0. */
  "session.run": (input: RunInput, answer: (a: Answer<RunAnswer>) => void) => void;
  "session.runApproved": (
    input: z.infer<typeof runApprovedInput>,
    answer: (a: Answer<RunAnswer>) => void,
  ) => void;
  "session.follow": (
    input: z.infer<typeof followInput>,
    answer: (a: Answer<{ open: boolean }>) => void,
  ) => void;
  "session.credit": (input: z.infer<typeof creditInput>) => void;
  "session.unfollow": (input: z.infer<typeof sessionInput>) => void;
  "session.cancel": (
    input: z.infer<typeof sessionInput>,
    answer: (a: Answer<{ state: string }>) => void,
  ) => void;
  /** From the answer on, every change of these is told by `request.changed` at once. */
  "requests.watch": (
    input: z.infer<typeof watchInput>,
    answer: (a: Answer<{ watched: number }>) => void,
  ) => void;
}
/** Which records a message holds. */
export interface RecordsPlace {
  readonly sessionId: string;
  /** Of the first one. */
  readonly index: number;
  /** When each was made: ms since the session began. */
  readonly timesMs: readonly number[];
}
export interface GatewayToBrowser {
  /** Records without gaps; the bytes of each are those of `protocol/frame.ts`. */
  records: (place: RecordsPlace, ...frames: Uint8Array[]) => void;
  /** The recording has no more records. The last record was the `end` frame. */
  "session.over": (sessionId: string, records: number) => void;
  /** Following ended before the session did, and why (rights lost, recording unreadable). */
  "session.lost": (sessionId: string, refusal: PublicRefusal) => void;
  /** Something changed about some request: lists are asked for again. At most once a second. */
  "requests.changed": () => void;
  /** A request that this page watches changed, and to which state it came if to another one. */
  "request.changed": (requestId: string, state: RequestState | null) => void;
  /** The sign-in behind this socket ended; the page goes to the sign-in page. */
  "signin.ended": (because: string) => void;
}
