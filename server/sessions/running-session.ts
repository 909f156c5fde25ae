import type { AgentId, ConnectionId } from "@/domain/connections/connection";
import type { Actor } from "@/domain/people/user";
import type { StoredRecord } from "@/domain/recording/recording-format";
import { isRefusal, Refusal, type RefusalCode } from "@/domain/refusal";
import type { SessionState } from "@/domain/sessions/session";
import { type MaybePromise, walkStages } from "@/domain/sessions/stage-walk";
import { RESULT_STAGES } from "@/domain/sessions/stages";
import type { ResumeAnswer } from "@/protocol/agent-events";
import type { EndPayload } from "@/protocol/payloads";
import { LINK_LIMITS } from "@/protocol/version";
import type { Deps } from "../deps";
import type { OpenRecording } from "../recordings/recording-files";
import { finishRun } from "../requests/finish-runs";
import { Audience } from "./audience";
import { CreditWindow } from "./credit-window";
import { type AcceptedFrame, FrameChecker } from "./frame-checker";
import { endFrame, eventFrame } from "./gateway-frames";
import { LateRow } from "./late-row";
import type { EndReason, Follower, Following, LiveSession } from "./live-sessions";
import type { NewRunningSession } from "./new-running-session";
import { overtime, RUNNING_LIMITS } from "./running-limits";
import { closeRecordingAndRow, recordingLost } from "./session-end";

/** How far its end has come. Frames are accepted only while it runs. */
type Phase = "running" | "ending" | "closing";

/** A command that runs: accepts the agent's frames, records them, and only then lets them be read. */
export class RunningSession implements LiveSession {
  readonly id: string;
  readonly actor: Actor;
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly agentId: AgentId;
  readonly over: Promise<SessionState>;
  readonly row: LateRow;
  readonly previewOf: LiveSession["previewOf"];
  /** The agent certainly got it: a lost answer to the dispatch means nothing any more. */
  agentHasIt = false;
  grantId: string | null = null;
  requestId: string | null;
  private readonly deps: Deps;
  private readonly startedMs: number;
  private readonly recording: OpenRecording;
  readonly checker: FrameChecker;
  private readonly audience: Audience;
  private readonly credit = new CreditWindow();
  private phase: Phase = "running";
  private reason: EndReason | null = null;
  private timer: NodeJS.Timeout | null = null;
  private awayTimer: NodeJS.Timeout | null = null;
  private settle: (state: SessionState) => void = () => undefined;

  private readonly pass = walkStages<AcceptedFrame, typeof RESULT_STAGES>(RESULT_STAGES)
    .step("guard-output", (accepted) => this.checker.guard(accepted))
    .step("mask", (accepted) => this.checker.requireMasked(accepted))
    .step("record", (accepted) => this.record(accepted))
    .step("deliver", ({ accepted, record }) => this.deliver(accepted, record))
    .finish();

  constructor(deps: Deps, session: NewRunningSession) {
    this.deps = deps;
    this.id = session.id;
    this.actor = session.actor;
    this.connectionId = session.connectionId;
    this.connectionName = session.connectionName;
    this.agentId = session.agentId;
    this.startedMs = session.startedAt.getTime();
    this.recording = session.recording;
    this.requestId = session.requestId;
    this.previewOf = session.previewOf;
    this.row = new LateRow(deps, session.row, (end) => this.endHere("failed", end));
    this.checker = new FrameChecker(session.stamp, session.limits);
    this.audience = new Audience(session.input, {
      read: (from) => deps.recordings.read(session.recording.path, from),
      onMoved: () => this.giveCredit(),
    });
    this.over = new Promise((resolve) => {
      this.settle = resolve;
    });
    const timeMs = session.limits.durationSecondsMax * 1_000 + RUNNING_LIMITS.overtimeMs;
    this.restartTimer(timeMs, () => void this.cancel(overtime(session.limits)));
  }

  /** Its end is decided or asked for: nothing more may be started for it. */
  get isEnding(): boolean {
    return this.phase !== "running" || this.reason !== null;
  }

  /** Stage rules lets it run: for an approved request of its own, in a window, or neither. */
  async begin(under: { readonly grantId: string | null; readonly requestId: string | null }) {
    this.grantId = under.grantId;
    this.requestId = under.requestId;
    await this.row.run(under.grantId);
  }

  /**
   * Stage rules holds it: recorded up to here, it leaves this process. Once its request is approved it
   * goes on under the same id, in whichever gateway. Rejects with a Refusal when it cannot be recorded.
   */
  async hold(because: string): Promise<void> {
    await this.recording.append(eventFrame({ event: "held", because }), this.timeMs());
    await this.recording.close();
    this.phase = "closing";
    if (this.timer !== null) clearTimeout(this.timer);
    this.deps.live.remove(this.id);
    this.settle("held");
  }

  accept(bytes: Uint8Array): void {
    if (this.phase !== "running") return;
    try {
      const accepted = this.checker.receive(bytes);
      if (accepted === null) return;
      this.agentHasIt = true;
      if (accepted.end !== null) this.phase = "ending";
      const passed: MaybePromise<void> = this.pass(accepted);
      if (passed instanceof Promise) passed.catch((error: unknown) => this.fail(error));
    } catch (error) {
      this.fail(error);
    }
  }

  follow(follower: Follower): Following {
    return this.audience.follow(follower);
  }

  cancel(reason: EndReason): Promise<SessionState> {
    if (this.phase !== "running" || this.reason !== null) return this.over;
    this.reason = reason;
    this.note({ event: "cancel-asked", because: reason.because });
    this.deps.links.cancel(this.agentId, { sessionId: this.id, ...reason });
    this.giveCredit();
    this.restartTimer(RUNNING_LIMITS.cancelMsMax, () => this.endHere(reason.as, reason));
    return this.over;
  }

  resume(nextSequence: number): ResumeAnswer {
    const gone = { sessionId: this.id, kind: "gone" } as const;
    if (this.phase !== "running") return gone;
    const { expected: received } = this.checker;
    if (nextSequence < received) {
      this.fail(new Refusal("LINK.PROTOCOL", "The agent forgot frames that it had sent."));
      return gone;
    }
    this.agentHasIt = true;
    if (this.awayTimer !== null) {
      clearTimeout(this.awayTimer);
      this.awayTimer = null;
      this.note({ event: "agent-back", because: "The agent is connected again." });
    }
    if (this.reason !== null) {
      const cancel = { sessionId: this.id, ...this.reason };
      setImmediate(() => this.deps.links.cancel(this.agentId, cancel));
    }
    const upTo = this.credit.grant(this.lag());
    return { sessionId: this.id, kind: "resume", received, upTo };
  }

  agentAway(): void {
    if (this.phase !== "running" || this.awayTimer !== null) return;
    this.note({ event: "agent-away", because: "The agent's link was lost; waiting for it." });
    const because = `The agent was away for more than ${LINK_LIMITS.resumeSecondsMax} s.`;
    this.awayTimer = setTimeout(() => {
      this.endHere("ended", { code: "AGENT.LOST", because });
    }, RUNNING_LIMITS.resumeMsMax);
  }

  agentForgot(): void {
    if (this.awayTimer === null) return;
    const because = "The agent was started again and does not have this session any more.";
    this.endHere("ended", { code: "AGENT.LOST", because });
  }

  interrupt(because: string): Promise<SessionState> {
    this.endHere("interrupted", { code: "GATEWAY.STOPPING", because });
    return this.over;
  }

  /** Ends it by the gateway's own word; whatever the agent still sends is not accepted. */
  endHere(
    state: EndPayload["state"],
    { code, because }: { readonly code: RefusalCode; readonly because: string },
  ): void {
    if (this.phase !== "running") return;
    this.phase = "ending";
    const cancel = { sessionId: this.id, as: "ended", code, because } as const;
    if (this.reason === null) this.deps.links.cancel(this.agentId, cancel);
    const end = { state, code, because, ...this.counted(), masked: [] };
    this.append(endFrame(end), (error) => {
      if (error === null) this.close(end);
      else this.close({ ...end, state: "failed", code: error.code, because: error.message });
    });
  }

  private record(accepted: AcceptedFrame): MaybePromise<{
    readonly accepted: AcceptedFrame;
    readonly record: StoredRecord;
  }> {
    const record = this.recording.append(accepted.bytes, this.timeMs());
    if (record instanceof Promise) return record.then((stored) => ({ accepted, record: stored }));
    return { accepted, record };
  }

  private deliver(accepted: AcceptedFrame, record: StoredRecord): void {
    this.credit.recorded = accepted.frame.sequence + 1;
    this.audience.release(record);
    if (accepted.end === null) this.giveCredit();
    else this.close({ ...accepted.end, ...this.counted() });
  }

  /** Once somebody cancelled, no reader holds the agent back: its end must come through. */
  private lag(): number {
    return this.reason === null ? this.audience.ownerLag() : 0;
  }

  private giveCredit(): void {
    if (this.phase !== "running" || !this.credit.isDue(this.lag(), this.checker.expected)) return;
    const upTo = this.credit.grant(this.lag());
    const credit = { sessionId: this.id, received: this.credit.recorded, upTo };
    this.deps.links.credit(this.agentId, credit);
  }

  /** Something of ours that a reader must see at this instant. */
  note(event: Parameters<typeof eventFrame>[0]): void {
    this.append(eventFrame(event), (error) => {
      if (error !== null) this.fail(error);
    });
  }

  /** Records a frame of the gateway's own and releases it. */
  private append(frame: Uint8Array, then: (error: Refusal | null) => void): void {
    const release = (record: StoredRecord) => {
      this.audience.release(record);
      then(null);
    };
    try {
      const record = this.recording.append(frame, this.timeMs());
      if (record instanceof Promise) record.then(release, (error) => then(this.refusalOf(error)));
      else release(record);
    } catch (error) {
      then(this.refusalOf(error));
    }
  }

  /** Something that came may not go on. Nothing after it does either. */
  private fail(error: unknown): void {
    if (this.phase === "closing") return;
    this.phase = "running"; // An end frame that could not be recorded is no end.
    const { code, message: because } = this.refusalOf(error);
    this.endHere("failed", { code, because });
  }

  private refusalOf(error: unknown): Refusal {
    if (isRefusal(error)) return error;
    this.deps.log.error({ err: error, sessionId: this.id }, "bug");
    return new Refusal("INTERNAL.BUG", "Something went wrong inside the gateway.");
  }

  private close(end: EndPayload): void {
    if (this.phase === "closing") return;
    this.phase = "closing";
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.awayTimer !== null) clearTimeout(this.awayTimer);
    void this.leave(end);
  }

  private async leave(end: EndPayload): Promise<void> {
    try {
      await this.row.stored(); // The end is written after the beginning.
      const state = await closeRecordingAndRow(this.deps, {
        id: this.id,
        end,
        recording: this.recording,
      });
      if (end.code === "RECORDING.FAILED") this.audience.lost(recordingLost(end));
      else this.audience.over();
      this.settle(state);
      if (this.requestId !== null) await finishRun(this.deps, this.requestId, { ...end, state });
    } catch (error) {
      this.audience.lost(this.refusalOf(error));
      this.settle(end.state);
    } finally {
      this.deps.live.remove(this.id);
    }
  }

  private counted(): { readonly rows: number; readonly bytes: number } {
    const { rows, bytes } = this.checker;
    return { rows, bytes };
  }

  private timeMs(): number {
    return Math.max(0, this.deps.now().getTime() - this.startedMs);
  }

  private restartTimer(ms: number, then: () => void): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(then, ms);
  }
}
