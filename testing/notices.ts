import fc from "fast-check";
import { REQUEST_KINDS, REQUEST_STATES } from "../domain/requests/request";
import type { DemandTally } from "../domain/requests/tally";
import type { RequestNotice } from "../server/requests/request-notice";

/** A request as channels are told of it; what a test is about is given. */
export function noticeOf(parts: Partial<RequestNotice> = {}): RequestNotice {
  return {
    id: "req_01k0000000000000000000000a",
    kind: "action",
    state: "pending",
    requester: { id: "usr_ada", name: "Ada Lovelace", email: "ada@example.com" },
    connection: { name: "prod-db", tags: { env: "production" } },
    command: "UPDATE users SET status = 'inactive' WHERE id = 123",
    revision: 1,
    reason: "Ticket 4711",
    durationSeconds: null,
    risk: "medium",
    riskReasons: ["It writes to one table."],
    forced: false,
    demands: [demandTallyOf("Production writes", ["dba"])],
    votes: [],
    createdAt: new Date("2026-01-02T10:00:00Z"),
    expiresAt: new Date("2026-01-02T11:00:00Z"),
    endsAt: null,
    because: null,
    approverEmails: ["grace@example.com"],
    adminEmails: [],

    url: "https://gatehouse.test/access-requests/req_01k0000000000000000000000a",
    ...parts,
  };
}

function demandTallyOf(rule: string, groups: readonly string[]): DemandTally {
  const demand: DemandTally["demand"] = {
    ...{ ruleId: "rul_1", rule, version: 1, kind: "action", approverGroups: groups },
    ...{ approvals: { kind: "any" }, timeoutSeconds: 3_600, durationSecondsMax: 3_600 },
    ...{ reasonRequired: false, breakGlassGroups: [], adminsApproveThemselves: false },
    selfApproval: false,
  };
  return { demand, isMet: false, missing: 1, missingGroups: groups };
}

/** Wraps what people wrote, so that a test finds it again wherever it went. */
type Words = fc.Arbitrary<string>;

/** Any request there can be, with texts of people made by `words`. */
export function anyNotice(words: Words): fc.Arbitrary<RequestNotice> {
  const time = fc.date({
    min: new Date("2025-01-01"),
    max: new Date("2027-01-01"),
    noInvalidDate: true,
  });
  const tally = fc
    .tuple(words, fc.array(words, { maxLength: 60 }))
    .map(([rule, groups]) => demandTallyOf(rule, groups));
  const vote = fc.record({
    ...{ userId: words, name: words, reason: words, at: time },
    verdict: fc.constantFrom("approve" as const, "reject" as const),
  });
  return fc
    .record({
      ...{ kind: fc.constantFrom(...REQUEST_KINDS), state: fc.constantFrom(...REQUEST_STATES) },
      requester: fc.record({ id: fc.constant("usr_ada"), name: words, email: words }),
      connection: fc.record({ name: words, tags: fc.dictionary(words, words, { maxKeys: 50 }) }),
      ...{ command: words, reason: words, revision: fc.nat(20) },
      durationSeconds: fc.option(fc.nat(30 * 86_400)),
      risk: fc.constantFrom("low" as const, "medium" as const, "high" as const),
      riskReasons: fc.array(words, { maxLength: 60 }),
      ...{ forced: fc.boolean(), demands: fc.array(tally, { maxLength: 30 }) },
      ...{ votes: fc.array(vote, { maxLength: 60 }), createdAt: time, expiresAt: time },
      ...{ endsAt: fc.option(time), because: fc.option(words) },
    })
    .map((parts) => noticeOf(parts));
}
