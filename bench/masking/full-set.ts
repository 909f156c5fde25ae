import { createHash } from "node:crypto";
import { loadMaskingEngine } from "@/domain/masking/engine";
import { maskText } from "@/domain/masking/mask-spec";
import { DEFAULT_MASKING_RULES, MASK_KINDS } from "@/domain/masking/masking-rule";
import { ROW_HEADER_BYTES } from "@/domain/rows/row-format";
import { generateLabelledSet } from "@/testing/labelled/labelled-set";
import type { Sample } from "@/testing/labelled/sample";
import {
  f1Of,
  overall,
  type Score,
  scoreDetectors,
  scoreSpans,
  textOf,
} from "@/testing/labelled/score";
import { CUSTOMER_COLUMNS } from "@/testing/personal-data";
import { type Figure, median } from "../table";
import { loadOpenRedaction } from "./peers/openredaction";
import { loadRedactPii } from "./peers/redact-pii";
import type { Redactor } from "./peers/redactor";
import type { Workload } from "./workloads";

const ROUNDS = 5;
const F1 = { goal: 0.99, floor: 0.99 } as const;
const SPEED = { goal: 50, floor: 20 } as const;
/** What a peer gets at once: their speed falls with shorter and with longer texts. */
const PEER_TEXT_BYTES = 2_000;
/** A peer masks for about so long a round: speeds are compared by byte. */
const PEER_MS = 1_500;
/** The peers are scored on a part of the set that they finish in a minute. */
const PEER_SET = { seed: 2026, rowsOfCountry: 3, linesOfCountry: 60 };

interface PeerRounds {
  readonly name: string;
  /** Our speed over its, by byte. */
  readonly rounds: readonly number[];
  readonly bytesPerMs: number;
}

/** B3: all kinds that are on out of the box, against packages that redact texts in JavaScript. */
export async function fullSetFigures(workload: Workload, notes: string[]): Promise<Figure[]> {
  const peers = loadPeers(notes);
  const { ours, measured } = await race(workload, peers);
  const best = [...measured].sort((a, b) => b.bytesPerMs - a.bytesPerMs)[0];
  notes.push(
    `B3: ${MASK_KINDS.length} kinds, every planted value gone from its cell: engine ${speed(ours)}` +
      measured.map(({ name, bytesPerMs }) => `, ${name} ${speed(bytesPerMs)}`).join("") +
      ` (peers on the rows of ${PEER_MS / 1000} s a round, in texts of ${PEER_TEXT_BYTES / 1000} KB, per byte)`,
  );
  notes.push(...(await peerScores(peers)));
  return [
    await scoreFigure(notes),
    {
      id: "B3",
      what: `mask rows, ${MASK_KINDS.length} kinds: speed of ${best?.name ?? "a peer"}`,
      unit: "×",
      better: "higher",
      rounds: best?.rounds ?? [],
      ...SPEED,
    },
  ];
}

/** A peer that this machine cannot have is left out by name; without any there is no figure. */
function loadPeers(notes: string[]): readonly Redactor[] {
  return [loadRedactPii, loadOpenRedaction].flatMap((load) => {
    try {
      return [load()];
    } catch (error) {
      notes.push(
        `B3: left out: ${load.name}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return [];
    }
  });
}

async function race(workload: Workload, peers: readonly Redactor[]) {
  const texts = textsOf(workload);
  const ours: number[] = [];
  const theirs = peers.map(() => [] as number[]);
  const counted = await timeOurs(workload, refuseLeaks);
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await timeOurs(workload);
    // The very bytes of the pass that was looked through cell by cell.
    if (own.digest !== counted.digest) throw new Error("another pass masked otherwise");
    ours.push(own.bytesPerMs);
    for (const [at, peer] of peers.entries()) theirs[at]?.push(await timePeer(peer, texts));
  }
  const measured = peers.map(
    ({ name }, at): PeerRounds => ({
      name,
      rounds: ours.map((own, round) => own / (theirs[at]?.[round] ?? Number.NaN)),
      bytesPerMs: median(theirs[at] ?? []),
    }),
  );
  return { ours: median(ours), measured };
}

type Look = (blocks: Readonly<Record<"block" | "expected" | "output", Uint8Array>>) => void;

async function timeOurs(workload: Workload, look: Look = () => {}) {
  const masker = (await loadMaskingEngine())({ ...DEFAULT_MASKING_RULES, columns: [] });
  masker.columns(
    CUSTOMER_COLUMNS.map((name) => ({ name, type: "text", typeId: 25, origin: null })),
  );
  const digest = createHash("sha1");
  let durationMs = 0;
  let bytes = 0;
  workload.blocks.forEach((block, at) => {
    const started = performance.now();
    const output = masker.rows(block).bytes;
    durationMs += performance.now() - started;
    bytes += block.byteLength;
    digest.update(output);
    look({ block, expected: workload.expected[at] ?? block, output });
  });
  masker.free();
  return { bytesPerMs: bytes / durationMs, digest: digest.digest("hex") };
}

/** More kinds may mask more than was planted; a planted cell that stands as it was is a leak. */
function refuseLeaks({ block, expected, output }: Parameters<Look>[0]): void {
  const [given, wanted, shown] = [block, expected, output].map(cellsOf);
  given?.forEach((cell, at) => {
    if (cell !== wanted?.[at] && cell === shown?.[at]) throw new Error(`a leak in cell ${at}`);
  });
}

/** The cells of a block, row by row. */
function cellsOf(block: Uint8Array): readonly string[] {
  const view = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const cells: string[] = [];
  for (let at = 0; at < block.byteLength; ) {
    const rowEnd = at + 1 + view.readInt32BE(at + 1);
    for (at += ROW_HEADER_BYTES; at < rowEnd; ) {
      const end = at + 4 + Math.max(0, view.readInt32BE(at));
      cells.push(view.toString("latin1", at + 4, end));
      at = end;
    }
  }
  return cells;
}

function textsOf({ lines }: Workload): readonly string[] {
  const texts: string[] = [];
  let from = 0;
  while (from < lines.byteLength) {
    const end = lines.indexOf(0x0a, from + PEER_TEXT_BYTES) + 1 || lines.byteLength;
    texts.push(lines.toString("utf8", from, end));
    from = end;
  }
  return texts;
}

/** Bytes a millisecond, over as many texts as the round has time for. */
async function timePeer(peer: Redactor, texts: readonly string[]): Promise<number> {
  const started = performance.now();
  let bytes = 0;
  for (const text of texts) {
    const redacted = await peer.redact(text);
    if (redacted === text) throw new Error(`${peer.name} left a text as it was`);
    bytes += Buffer.byteLength(text);
    if (performance.now() - started > PEER_MS) break;
  }
  return bytes / (performance.now() - started);
}

/** The specification is scored, and the engine gives its very bytes on every sample of the set. */
async function scoreFigure(notes: string[]): Promise<Figure> {
  const samples = generateLabelledSet();
  await refuseDifference(samples);
  const { scores } = scoreDetectors(samples);
  const worst = [...scores].sort((a, b) => f1Of(a) - f1Of(b))[0];
  if (worst !== undefined) {
    notes.push(
      `B3: lowest of all kinds: ${worst.kind} in ${worst.form}s, ${f1Of(worst).toFixed(4)}`,
    );
  }
  return {
    id: "B3",
    what: `exact-span F1, ${samples.length} labelled samples`,
    unit: "",
    better: "higher",
    rounds: [f1Of(overall(scores))],
    ...F1,
  };
}

async function refuseDifference(samples: readonly Sample[]): Promise<void> {
  const masker = (await loadMaskingEngine())(DEFAULT_MASKING_RULES);
  for (const sample of samples) {
    const text = Buffer.from(textOf(sample));
    const specified = maskText(text, { kinds: MASK_KINDS }, () => {});
    if (Buffer.compare(masker.text(text), specified) !== 0) throw new Error("not as specified");
  }
  masker.free();
}

/** The peers' own F1 and ours, on the same part of the set and of the kinds that the peer knows. */
async function peerScores(peers: readonly Redactor[]): Promise<readonly string[]> {
  const samples = generateLabelledSet(PEER_SET);
  const { scores: own } = scoreDetectors(samples);
  const said: string[] = [];
  for (const peer of peers) {
    const { name, kinds } = peer;
    const searched = [];
    for (const sample of samples)
      searched.push({ sample, found: await peer.spansOf(textOf(sample)) });
    const known = ({ kind }: Score) => kinds.includes(kind);
    const [theirs, ours] = [scoreSpans(searched).scores, own].map((all) =>
      f1Of(overall(all.filter(known))),
    );
    said.push(
      `B3: F1 of the ${kinds.length} kinds that ${name} knows, ${samples.length} samples: ` +
        `it ${theirs?.toFixed(3)}, the engine ${ours?.toFixed(3)}`,
    );
  }
  return said;
}

function speed(bytesPerMs: number): string {
  return `${(bytesPerMs / 1000).toFixed(bytesPerMs < 10_000 ? 2 : 0)} MB/s`;
}
