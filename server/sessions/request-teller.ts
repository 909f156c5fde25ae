import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import type { RequestState } from "@/domain/requests/request";
import type { Deps } from "../deps";
import { requestAbsent } from "../requests/move-request";
import type { RequestChanged } from "../requests/request-watch";
import { seenRequests } from "../requests/seen-requests";
import type { WebViewer } from "./web-viewer";

/** Every list of every page is asked for again after it: often enough to look live. */
const LIST_MS_MIN = 1_000;

interface Tell {
  readonly ofList: () => void;
  readonly ofRequest: (requestId: string, state: RequestState | null) => void;
}

/**
 * Tells one page that there is something new about requests: at once of those that it watches, once a
 * second at most that there is something. It says no more than the state that it came to: the page asks
 * again, and the answer is decided as every other.
 */
export class RequestTeller {
  private readonly deps: Deps;
  private readonly viewer: WebViewer;
  private readonly tell: Tell;
  private readonly stopHearing: () => void;
  private watched: ReadonlySet<string> = new Set();
  private readonly due = new Map<string, RequestState | null>();
  private dueTick: NodeJS.Immediate | null = null;
  private listTimer: NodeJS.Timeout | null = null;
  private listToldAt = Number.NEGATIVE_INFINITY;
  private asked = 0;

  constructor(deps: Deps, viewer: WebViewer, tell: Tell) {
    this.deps = deps;
    this.viewer = viewer;
    this.tell = tell;
    this.stopHearing = deps.requestWatch.onChanged((change) => this.hear(change));
  }

  /**
   * Forgets what was watched before. Throws REQUEST.NOT_FOUND when this person may not see one of them;
   * the others are watched all the same.
   */
  async watch(actor: Actor, requestIds: readonly string[]): Promise<number> {
    this.asked += 1;
    const turn = this.asked;
    const seen = await seenRequests(this.deps, actor, requestIds);
    // Of two that were asked at once the later one holds, whichever was answered first.
    if (turn === this.asked) this.watched = seen;
    const absent = requestIds.find((id) => !seen.has(id));
    if (absent !== undefined) throw requestAbsent(absent);
    return seen.size;
  }

  stop(): void {
    this.stopHearing();
    if (this.dueTick !== null) clearImmediate(this.dueTick);
    if (this.listTimer !== null) clearTimeout(this.listTimer);
  }

  /** `null`: what changed is not known, so all of it may have. */
  private hear(change: RequestChanged | null): void {
    const { state } = change ?? { state: null };
    const ids = change === null ? this.watched : [change.requestId];
    for (const id of ids) {
      if (this.watched.has(id)) this.due.set(id, state ?? this.due.get(id) ?? null);
    }
    if (this.due.size > 0) this.dueTick ??= setImmediate(() => this.tellDue());
    const wait = this.listToldAt + LIST_MS_MIN - performance.now();
    this.listTimer ??= setTimeout(() => this.tellList(), Math.max(0, wait));
  }

  private tellDue(): void {
    this.dueTick = null;
    const due = [...this.due];
    this.due.clear();
    this.whenAllowed(() => {
      for (const [id, state] of due) this.tell.ofRequest(id, state);
    });
  }

  private tellList(): void {
    this.listTimer = null;
    this.listToldAt = performance.now();
    this.whenAllowed(this.tell.ofList);
  }

  private whenAllowed(tell: () => void): void {
    this.viewer.actor().then(
      (actor) => {
        if (may(actor, "requests:see")) tell();
      },
      () => undefined, // Whose sign-in ended is told that by another way.
    );
  }
}
