import type { RequestNotice } from "../server/requests/request-notice";

/** A request that somebody would be told of. */
export function aNotice(part: Partial<RequestNotice> = {}): RequestNotice {
  return {
    ...{ id: "req_1", kind: "action", state: "pending", revision: 1, forced: false },
    requester: { id: "usr_1", name: "Rita Requester", email: "rita@corp.test" },
    connection: { name: "shop", tags: { env: "prod" } },
    command: "DELETE FROM orders WHERE id = 7",
    ...{ reason: "ticket 42", durationSeconds: null, risk: "high", riskReasons: ["writes"] },
    ...{ demands: [], votes: [], endsAt: null, because: null, adminEmails: [] },
    createdAt: new Date("2030-01-01T12:00:00Z"),
    expiresAt: new Date("2030-01-01T13:00:00Z"),
    approverEmails: ["ada@corp.test", "bo@corp.test"],
    url: "https://gatehouse.test/access-requests/req_1",
    ...part,
  };
}
