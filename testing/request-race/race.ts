import { requestChanged, watchRequests } from "../hear-of-requests";
import { CONNECTION, type RacePerson, type RaceWorld } from "./world";

export interface RaceReport {
  readonly requests: number;
  readonly executedOnce: number;
  readonly twice: number;
  readonly votesWanted: number;
  readonly votesFound: number;
  readonly deadlocks: number;
  /** From sending the vote that approved to the result, at the requester's page. */
  readonly latenciesMs: readonly number[];
}

const AT_ONCE = 10;

/**
 * So many requests decided by everybody at once, through both gateways: each voter votes on every
 * request. Who asked waits at the first gateway and runs as soon as it is approved.
 */
export async function race(
  world: RaceWorld,
  {
    asker,
    voters,
    requests,
  }: { asker: RacePerson; voters: readonly RacePerson[]; requests: number },
): Promise<RaceReport> {
  const latenciesMs: number[] = [];
  let votesWanted = 0;
  const deadlocks = world.deadlocks();
  const rest = Array.from({ length: requests }, (_, index) => `mark-${index}`);
  const one = async (mark: string) => {
    const page = asker.at[0];
    if (page === undefined) throw new Error("nobody asks");
    const statement = `INSERT INTO marks VALUES ('${mark}')`;
    const { requestId: id } = await page.submit({ connection: CONNECTION, statement });
    if (id === null) throw new Error(`${mark} was not held`);
    let approvedAt = Number.POSITIVE_INFINITY;
    const votes = voters.map(async ({ at }, index) => {
      const client = at[index % at.length];
      const vote = { id, revision: 1, verdict: "approve" };
      const sentAt = performance.now();
      try {
        const { state } = await (client ?? page).mutate<{ state: string }>("requests.vote", vote);
        votesWanted += 1;
        if (state === "approved") approvedAt = Math.min(approvedAt, sentAt);
      } catch {
        // Decided already by the others: it was no vote.
      }
    });
    await untilApproved(page, id);
    let firstAt = Number.NaN;
    const run = await page.runApproved(id, {
      record: (_index, { kind }) => {
        if (kind === "complete") firstAt = performance.now();
      },
    });
    await Promise.all([...votes, run.ended]);
    latenciesMs.push(firstAt - approvedAt);
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let mark = rest.pop(); mark !== undefined; mark = rest.pop()) await one(mark);
    }),
  );
  const marks = [...world.marks().entries()].filter(([mark]) => mark.startsWith("mark-"));
  const found = world.requests().filter(({ command }) => command.includes("'mark-"));
  return {
    requests,
    executedOnce: marks.filter(([, count]) => count === 1).length,
    twice: marks.filter(([, count]) => count > 1).length,
    ...{ votesWanted, votesFound: found.reduce((sum, { votes }) => sum + votes, 0) },
    ...{ deadlocks: world.deadlocks() - deadlocks, latenciesMs },
  };
}

/** As the page does: watches it, and asks again whenever it is told that it changed. */
async function untilApproved(page: RacePerson["at"][number], id: string): Promise<void> {
  await watchRequests(page, id);
  for (;;) {
    const changed = requestChanged(page, id);
    const { state } = await page.query<{ state: string }>("requests.get", { id });
    if (state === "approved") return;
    await changed;
  }
}
