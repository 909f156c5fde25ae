import { dropStaleLinks } from "../agents/drop-stale-links";
import { sealAudit } from "../audit/seal-audit";
import { verifyNightly } from "../audit/verify-nightly";
import { expireSignIns, forgetOldSignIns } from "../auth/expire-sign-ins";
import type { Deps } from "../deps";
import { channelsOf } from "../notify/channels";
import { startDelivery } from "../notify/deliver-outbox";
import type { SlackDoor } from "../notify/slack/door";
import { expireRequests } from "../requests/expire-requests";
import { noticeOf } from "../requests/notice-of";
import { tellsOf } from "../requests/tells-of";
import { closeInterrupted } from "../sessions/close-interrupted";
import { endSessionsOfClosedGrants } from "../sessions/end-granted-sessions";
import { endHeldSessions } from "../sessions/end-held-sessions";
import { beatGateway } from "../sessions/gateway-beat";
import { recheckRights } from "../sessions/recheck-rights";
import { SlackSockets } from "./hold-slack-sockets";
import { type Repeating, repeat } from "./repeat";

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
/** Half of what is promised: an event is sealed within a second of its commit. */
const SEAL_EVERY_MS = 300;

/** Work that every gateway does by itself, whoever is signed in. */
export function startJobs(deps: Deps, slack: SlackDoor): Repeating {
  const { log } = deps;
  const telling = { noticeOf, tellsOf, channels: channelsOf(deps), random: Math.random };
  const sockets = new SlackSockets(slack);
  const jobs = [
    ...startDelivery(deps, telling),
    repeat({ name: "hold-slack-sockets", everyMs: 5_000, work: () => sockets.look(deps), log }),
    repeat({ name: "beat-gateway", everyMs: 4 * SECOND_MS, work: () => beatGateway(deps), log }),
    repeat({
      name: "close-interrupted",
      everyMs: 10 * SECOND_MS,
      work: () => closeInterrupted(deps),
      log,
    }),
    repeat({ name: "expire-sign-ins", everyMs: SECOND_MS, work: () => expireSignIns(deps), log }),
    repeat({
      name: "recheck-rights",
      // Half of the second that is promised: the other half is for the look itself and the cancel.
      everyMs: SECOND_MS / 2,
      work: () => recheckRights(deps),
      log,
    }),
    repeat({
      name: "expire-requests",
      everyMs: SECOND_MS / 2,
      work: () => expireRequests(deps),
      log,
    }),
    repeat({
      name: "end-held-sessions",
      everyMs: SECOND_MS / 2,
      work: () => endHeldSessions(deps),
      log,
    }),
    repeat({
      name: "end-granted-sessions",
      everyMs: SECOND_MS / 4,
      work: () => endSessionsOfClosedGrants(deps),
      log,
    }),
    repeat({ name: "seal-audit", everyMs: SEAL_EVERY_MS, work: () => sealAudit(deps), log }),
    repeat({
      name: "verify-audit",
      everyMs: HOUR_MS / 4,
      work: () => verifyNightly(deps),
      log,
    }),
    repeat({
      name: "drop-stale-links",
      everyMs: SECOND_MS,
      work: () => dropStaleLinks(deps),
      log,
    }),
    repeat({
      name: "forget-sign-ins",
      everyMs: 6 * HOUR_MS,
      work: () => forgetOldSignIns(deps),
      log,
    }),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
      await sockets.stop();
    },
  };
}
