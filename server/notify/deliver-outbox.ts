import type { Deps } from "../deps";
import { type Repeating, repeat } from "../jobs/repeat";
import { deliverDue } from "./deliver-due";
import { fanOut } from "./fan-out";
import type { Telling } from "./telling";

const EVERY_MS = 500;

/** One turn: what is new is written for each integration concerned, and what is due is sent. */
export async function deliverOutbox(deps: Deps, telling: Telling): Promise<void> {
  await fanOut(deps, telling);
  await deliverDue(deps, telling);
}

/** A job a channel: a receiver that answers slowly keeps no other kind waiting. */
export function startDelivery(deps: Deps, telling: Telling): readonly Repeating[] {
  const every = { everyMs: EVERY_MS, log: deps.log };
  const work = () => fanOut(deps, telling);
  return [
    repeat({ ...every, name: "fan-out-outbox", work }),
    ...telling.channels.map((channel) =>
      repeat({
        ...every,
        name: `deliver-${channel.kind}`,
        work: () => deliverDue(deps, { ...telling, channels: [channel] }),
      }),
    ),
  ];
}
