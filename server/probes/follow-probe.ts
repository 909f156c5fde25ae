import { decodeFrame } from "@/protocol/frame";
import { endPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import { rowsOf, saidBy, textOf } from "../sessions/export/read-frames";
import type { LiveSession } from "../sessions/live-sessions";
import { storable } from "../sessions/storable";
import { ReadVerdicts } from "./read-verdicts";
import { saveProbeEnd, saveVerdicts } from "./store";

/** How often what has come is stored, which is what a page that looks on sees. */
const SAVE_EVERY_MS = 1_000;

/** Keeps what a probe answers while it runs, and how it ended. Never rejects. */
export async function followProbe(deps: Deps, id: string, session: LiveSession): Promise<void> {
  const follow = new FollowedProbe(deps, id);
  const following = session.follow({
    ...{ isOwner: false, from: 0, upTo: Number.MAX_SAFE_INTEGER, isFull: () => false },
    onRecord: ({ frame }) => follow.read(frame),
    onOver: () => follow.over(),
    onLost: () => follow.over(),
  });
  const timer = setInterval(() => void follow.save(), SAVE_EVERY_MS);
  const state = await session.over;
  await follow.whole;
  clearInterval(timer);
  following.stop();
  await follow.end(state);
}

const UNREAD = { code: "MASKING.FAILED" } as const;

/** No verdict may be missing in silence: the one that is could be the leak. */
function tooFew(unread: number): string {
  return `The rules that were attacked masked ${unread} of the probe's own answers: it is not known what those say. Narrow the patterns or columns that meet them.`;
}

class FollowedProbe {
  /** Every record was read. */
  readonly whole: Promise<void>;
  private readonly deps: Deps;
  private readonly id: string;
  private readonly verdicts = new ReadVerdicts();
  private saved = 0;
  private said: { readonly code: string | null; readonly because: string | null } = {
    ...{ code: null, because: null },
  };
  private saving: Promise<void> = Promise.resolve();
  private settle: () => void = () => undefined;

  constructor(deps: Deps, id: string) {
    this.deps = deps;
    this.id = id;
    this.whole = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  read(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame.kind === "rows") {
      for (const cells of rowsOf(frame)) {
        const texts = cells.map((cell) => (cell === null ? null : textOf(cell)));
        this.verdicts.add(frame.result, texts);
      }
    }
    if (frame.kind === "end") {
      const { code, because } = endPayload.parse(saidBy(frame));
      this.said = { code, because: because === null ? null : storable(because) };
    }
  }

  over(): void {
    this.settle();
  }

  /** One after the other, and only what is new. */
  save(): Promise<void> {
    this.saving = this.saving.then(async () => {
      const come = this.verdicts.columns.length + this.verdicts.verdicts.length;
      if (come === this.saved) return;
      await this.tried((tx) => saveVerdicts(tx, this.id, this.verdicts));
      this.saved = come;
    });
    return this.saving;
  }

  async end(state: string): Promise<void> {
    await this.save();
    const { unread } = this.verdicts;
    const said =
      unread === 0
        ? { ...this.said, state }
        : { ...UNREAD, state: "failed", because: tooFew(unread) };
    await this.tried((tx) => saveProbeEnd(tx, this.id, { ...said, endedAt: this.deps.now() }));
  }

  /** What is not stored now is stored the next time, or the probe counts as lost after a while. */
  private async tried(work: Parameters<Deps["db"]["transaction"]>[0]): Promise<void> {
    try {
      await this.deps.db.transaction(work);
    } catch (error) {
      this.deps.log.error({ err: error, probeId: this.id }, "a masking probe was not stored");
    }
  }
}
