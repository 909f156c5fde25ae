import type { Hash } from "../recording/recording-format";
import { type ChainedEvent, type ChainHead, linkHash, nextLink, openChain } from "./audit-chain";

/** One seal with the event it names; null when that event is gone. */
export interface ChainEntry {
  readonly position: number;
  readonly eventId: string;
  readonly hash: string;
  readonly event: ChainedEvent | null;
}

export const CHAIN_FAULTS = [
  "changed",
  "removed",
  "inserted",
  "reordered",
  "gap",
  "unsealed",
] as const;
/** What is wrong with the first bad row. */
export type ChainFault = (typeof CHAIN_FAULTS)[number];

export interface BrokenChain {
  readonly kind: "broken";
  readonly fault: ChainFault;
  /** Null when the bad row has no place in the chain: it was never sealed. */
  readonly position: number | null;
  readonly eventId: string | null;
}

export const CHAIN_LIMITS = {
  /**
   * How far an event's time may lie behind one that was sealed before it. A transaction lasts at most
   * 30 seconds and two clocks may differ; a row written into the past lies further back.
   */
  backwardsMsMax: 10 * 60_000,
  /** An event without a seal is late from here on: sealing takes under a second once it is committed. */
  unsealedMsMax: 60_000,
} as const;

/** A walk along the chain, page by page, in the order of positions. */
export interface ChainWalk {
  readonly head: ChainHead;
  readonly latestAtMs: number;
}

/** The row whose hash is not what stands in its seal: why is a second question (`diagnose`). */
export interface Suspect {
  readonly kind: "suspect";
  readonly before: ChainHead;
  readonly entry: ChainEntry & { readonly event: ChainedEvent };
}

export type WalkOutcome =
  | { readonly kind: "holds"; readonly walk: ChainWalk }
  | BrokenChain
  | Suspect;

export function beginWalk(hash: Hash): ChainWalk {
  return { head: openChain(hash), latestAtMs: Number.NEGATIVE_INFINITY };
}

/** Goes on over the next seals; stops at the first that does not hold. */
export function walkOn(from: ChainWalk, entries: readonly ChainEntry[], hash: Hash): WalkOutcome {
  let walk = from;
  for (const entry of entries) {
    const { event, position, eventId } = entry;
    const expected = walk.head.position + 1;
    if (position !== expected) {
      return { kind: "broken", fault: "gap", position: expected, eventId: null };
    }
    if (event === null) return { kind: "broken", fault: "removed", position, eventId };
    const link = nextLink(walk.head, event, hash);
    if (event.id !== eventId || link.hash !== entry.hash) {
      return { kind: "suspect", before: walk.head, entry: { ...entry, event } };
    }
    const atMs = Date.parse(event.at);
    if (atMs < walk.latestAtMs - CHAIN_LIMITS.backwardsMsMax) {
      return { kind: "broken", fault: "inserted", position, eventId };
    }
    walk = { head: link, latestAtMs: Math.max(walk.latestAtMs, atMs) };
  }
  return { kind: "holds", walk };
}

/** What a second look over the whole chain has found about a suspect. */
export interface Findings {
  /** Where the row stands that belongs in the suspect's place. */
  readonly rightfulAt: number | null;
  /** Whether the suspect itself follows on that row: then the two changed places. */
  readonly suspectFollows: boolean;
  /** Whether the row behind follows on the suspect's hash, one position further than it says. */
  readonly wasShifted: boolean;
}

export const NOTHING_FOUND: Findings = {
  rightfulAt: null,
  suspectFollows: false,
  wasShifted: false,
};

/** Adds what a page of the chain says about a suspect. Pages may come in any order, each once. */
export function examine(
  found: Findings,
  { suspect, entries }: { readonly suspect: Suspect; readonly entries: readonly ChainEntry[] },
  hash: Hash,
): Findings {
  return entries.reduce((findings, entry) => lookAt(findings, { suspect, entry }, hash), found);
}

function lookAt(
  found: Findings,
  { suspect, entry }: { readonly suspect: Suspect; readonly entry: ChainEntry },
  hash: Hash,
): Findings {
  const { event, position: place } = entry;
  const here = suspect.entry;
  if (event === null || place === here.position) return found;
  const follows = (before: string, at: number, one: ChainedEvent) =>
    linkHash({ before, position: at, event: one }, hash);

  const asItself = follows(suspect.before.hash, here.position, event);
  const asNamed = follows(suspect.before.hash, here.position, { ...event, id: here.eventId });
  const isNext = place === here.position + 1;
  if (asItself === entry.hash || asItself === here.hash || asNamed === here.hash) {
    const swapped = isNext && follows(entry.hash, place, here.event) === here.hash;
    return { ...found, rightfulAt: place, suspectFollows: swapped || asItself !== entry.hash };
  }
  if (!isNext) return found;
  return { ...found, wasShifted: follows(here.hash, place + 1, event) === entry.hash };
}

/** Why a suspect does not hold, once every page was examined. */
export function conclude({ entry }: Suspect, found: Findings): BrokenChain {
  const { position, eventId } = entry;
  return { kind: "broken", fault: faultOf(position, found), position, eventId };
}

function faultOf(position: number, found: Findings): ChainFault {
  if (found.rightfulAt === null) return found.wasShifted ? "removed" : "changed";
  // Its rightful row was pushed back by one and nothing else moved: somebody squeezed in.
  const pushed = found.rightfulAt === position + 1 && !found.suspectFollows;
  return pushed ? "inserted" : "reordered";
}

/** An event without a seal that has waited too long: written past the queue, or its seal was taken. */
export function strayFault(eventId: string, newestSealedId: string | null): BrokenChain {
  const isOlder = newestSealedId !== null && BigInt(eventId) < BigInt(newestSealedId);
  return { kind: "broken", fault: isOlder ? "inserted" : "unsealed", position: null, eventId };
}
