import type { Actor, SignInId } from "../domain/people/user";
import type { Administrator } from "../server/connections/administrator";
import type { Deps } from "../server/deps";
import { newId } from "../server/ids";
import { createIntegration } from "../server/integrations/create-integration";
import type { NoticeOf, TellsOf } from "../server/notify/telling";
import type { RequestEvent, RequestNotice } from "../server/requests/request-notice";
import { type TestDeps, testDeps } from "./deps";
import { stoppedClock, type TestClock } from "./ids";
import { aNotice } from "./notice";
import { aLocalPerson } from "./people";
import { freshStore } from "./store";
import { aWebhook, type WebhookPart } from "./webhook-receiver";

/** A store with an admin, the outbox filled by the test, and requests that only exist as notices. */
export interface NotifyRig {
  readonly deps: TestDeps;
  readonly admin: Administrator;
  readonly clock: TestClock;
  /** What requests are described as; those not in it are gone. */
  readonly notices: Map<string, RequestNotice>;
  /** Integrations that rules of a request name; of one not in it, none. */
  readonly tells: Map<string, readonly string[]>;
  readonly noticeOf: NoticeOf;
  readonly tellsOf: TellsOf;
  /** Another gateway over the same store. */
  gateway(): Deps;
  webhook(part: WebhookPart): Promise<{ readonly id: string; readonly secret: string }>;
  /** Something happened to a request. */
  happened(requestId: string, event?: RequestEvent): Promise<void>;
  close(): Promise<void>;
}

export async function notifyRig(): Promise<NotifyRig> {
  const store = await freshStore();
  // Of today: receivers refuse signatures of another time.
  const clock = stoppedClock(new Date().toISOString());
  const deps = testDeps({ db: store.db, now: clock.now });
  const { id, email } = await aLocalPerson(deps, "ada", "admin");
  const actor: Actor = {
    ...{ userId: id, name: "ada", email, status: "active", groups: ["admin"], role: "admin" },
    signInId: "sgn_test" as SignInId,
  };
  const admin = { actor, origin: "10.0.0.1 test" };
  const notices = new Map<string, RequestNotice>();
  const tells = new Map<string, readonly string[]>();
  return {
    ...{ deps, admin, clock, notices, tells },
    noticeOf: async (_, requestId) => notices.get(requestId) ?? null,
    tellsOf: async (_, ids) =>
      new Map(ids.filter((id) => notices.has(id)).map((id) => [id, tells.get(id) ?? []])),
    gateway: () => ({ ...deps, gatewayId: newId("gtw") }),
    async webhook(part) {
      const made = await createIntegration(deps, admin, aWebhook(part));
      return { id: made.id, secret: made.secret ?? "" };
    },
    async happened(requestId, event = "request.created") {
      if (!notices.has(requestId)) notices.set(requestId, aNotice({ id: requestId }));
      const data = { at: clock.now(), event, requestId, facts: {} };
      await deps.db.transaction((tx) => tx.outbox.create({ data, select: { id: true } }));
    },
    async close() {
      deps.dispose();
      await store.close();
    },
  };
}
