/** What happened to a request, as the outbox names it. */
export const REQUEST_EVENTS = [
  "request.created",
  "request.noted",
  "request.nudged",
  "request.voted",
  "request.proposed",
  "request.accepted",
  "request.approved",
  "request.forced",
  "request.rejected",
  "request.expired",
  "request.cancelled",
  "request.revoked",
  "request.voided",
  "request.started",
  "request.executed",
  "request.failed",
  "request.lost",
] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

export function isRequestEvent(event: string): event is RequestEvent {
  return REQUEST_EVENTS.some((known) => known === event);
}
