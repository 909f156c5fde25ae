import type { GatewayClient } from "../gateway-client";
import { watchRequests } from "../hear-of-requests";
import { RefusedError } from "../refused-answer";
import type { Random } from "../seeded-random";
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

interface Decided {
  /** When the vote that approved it was sent. */
  readonly approvedAt: Map<string, number>;
  votes: number;
}

/**
 * So many requests, all open at once and waited for by who asked, at the first gateway. Each voter goes
 * through all of them in an order of their own, a vote at a time, half of them at either gateway; what
 * others decided before is refused to them. What is approved runs by itself. Without a pace the gateways
 * are as busy as they can be.
 */
export async function race(
  world: RaceWorld,
  { askers, voters, requests, random, paceMs }: RaceOf,
): Promise<RaceReport> {
  const deadlocks = world.deadlocks();
  const tabs: Tab[] = [];
  const each = Math.ceil(requests / askers.length);
  for (const [index, asker] of askers.entries()) {
    const from = index * each;
    tabs.push(await openTab(asker, { from, marks: Math.min(each, requests - from) }));
  }
  const decided: Decided = { approvedAt: new Map(), votes: 0 };
  const firstAt = new Map<string, number>();
  const runs = tabs.flatMap(({ page, ids }) =>
    ids.map(async (id) => {
      await untilApproved(page, id);
      firstAt.set(id, await run(page, id));
    }),
  );
  const ids = tabs.flatMap((tab) => tab.ids);
  const votes = voters.map(async ({ at }, index) => {
    const client = at[index % at.length];
    if (client === undefined) return;
    await pause(random.between(0, paceMs));
    for (const id of random.shuffled(ids)) {
      // Who takes their time sees in the inbox what others have decided meanwhile; who does not, votes on it.
      if (paceMs > 0 && decided.approvedAt.has(id)) continue;
      await Promise.all([vote(client, id, decided), pause(paceMs)]);
    }
  });
  await Promise.all([...votes, ...runs]);
  const marks = [...world.marks().entries()].filter(([mark]) => mark.startsWith("mark-"));
  const found = world.requests().filter(({ command }) => command.includes("'mark-"));
  return {
    requests,
    executedOnce: marks.filter(([, count]) => count === 1).length,
    twice: marks.filter(([, count]) => count > 1).length,
    votesWanted: decided.votes,
    votesFound: found.reduce((sum, { votes }) => sum + votes, 0),
    deadlocks: world.deadlocks() - deadlocks,
    latenciesMs: ids.map((id) => (firstAt.get(id) ?? 0) - (decided.approvedAt.get(id) ?? 0)),
  };
}

interface RaceOf {
  readonly askers: readonly RacePerson[];
  readonly voters: readonly RacePerson[];
  readonly requests: number;
  readonly random: Random;
  /** From one vote of a person to their next, at least. */
  readonly paceMs: number;
}

/** The page of one who asked, with the requests that it waits for. */
interface Tab {
  readonly page: GatewayClient;
  readonly ids: readonly string[];
}

async function openTab(
  asker: RacePerson,
  { from, marks }: { readonly from: number; readonly marks: number },
): Promise<Tab> {
  const [page] = asker.at;
  if (page === undefined) throw new Error("nobody is signed in");
  const ids: string[] = [];
  for (let mark = from; mark < from + marks; mark += 1) {
    const statement = `INSERT INTO marks VALUES ('mark-${mark}')`;
    const { requestId } = await page.submit({ connection: CONNECTION, statement });
    if (requestId === null) throw new Error(`mark-${mark} was not held`);
    ids.push(requestId);
  }
  await watchRequests(page, ...ids);
  return { page, ids };
}

async function vote(client: GatewayClient, id: string, decided: Decided): Promise<void> {
  const sentAt = performance.now();
  try {
    const ballot = { id, revision: 1, verdict: "approve" };
    const { state } = await client.mutate<{ state: string }>("requests.vote", ballot);
    decided.votes += 1;
    if (state === "approved") decided.approvedAt.set(id, sentAt);
  } catch (error) {
    // Decided already by the others: it was no vote.
    if (!(error instanceof RefusedError)) throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** As the page does: it watches, and acts on the word that it was approved. */
function untilApproved(page: GatewayClient, id: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = page.listen("request.changed", (changed, state) => {
      if (changed !== id || state !== "approved") return;
      stop();
      resolve();
    });
  });
}

/** When its first answer came. */
async function run(page: GatewayClient, id: string): Promise<number> {
  let firstAt = Number.NaN;
  const running = await page.runApproved(id, {
    record: (_index, { kind }) => {
      if (kind === "complete") firstAt = performance.now();
    },
  });
  await running.ended;
  return firstAt;
}
