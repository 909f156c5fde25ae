import type { Actor } from "@/domain/people/user";
import type { Deps } from "../deps";
import type { RequestNotice } from "../requests/request-notice";

const HOUR_MS = 3600 * 1000;

/** A request that nobody made, to see what people would be told; it goes to who tries it. */
export function sampleNotice(deps: Deps, { userId, name, email }: Actor): RequestNotice {
  const now = deps.now();
  return {
    ...{ id: "req_sample", kind: "action", state: "pending", revision: 1 },
    requester: { id: userId, name, email },
    connection: { name: "sample-db", tags: {} },
    command: "UPDATE users SET status = 'inactive' WHERE id = 123",
    reason: "This is a test of the integration: there is nothing to decide.",
    ...{ durationSeconds: null, risk: "medium", riskReasons: ["writes"], forced: false },
    ...{ demands: [], votes: [], because: null, endsAt: null },
    ...{ createdAt: now, expiresAt: new Date(now.getTime() + HOUR_MS) },
    ...{ approverEmails: [email], adminEmails: [] },
    url: `${deps.env.url}/integrations`,
  };
}
