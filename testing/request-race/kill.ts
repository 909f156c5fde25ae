import { REQUEST_STATES } from "../../domain/requests/request";
import { kindReader } from "../run-on-rig";
import type { Random } from "../seeded-random";
import { CONNECTION, type RacePerson, type RaceWorld } from "./world";

const REQUESTS = 12;
const SETTLE_MS_MAX = 40_000;

export interface KillReport {
  readonly victim: number;
  readonly killedAfterMs: number;
  readonly states: Readonly<Record<string, number>>;
  readonly promises: readonly { readonly what: string; readonly broken: readonly string[] }[];
}

/** Requests live; one gateway is killed at a random instant; then each must be in a true state. */
export async function killRound(
  world: RaceWorld,
  people: { readonly asker: RacePerson; readonly voters: readonly RacePerson[] },
  { round, random }: { readonly round: number; readonly random: Random },
): Promise<KillReport> {
  const victim = round % 2;
  const signedIn = async (person: RacePerson) => ({
    ...person,
    at: await world.signIn(person.email),
  });
  const asker = await signedIn(people.asker);
  const voters = await Promise.all(people.voters.map(signedIn));
  await world.agentOnline();
  const marks = Array.from({ length: REQUESTS }, (_, index) => `kill-${round}-${index}`);
  const lives = Promise.allSettled(marks.map((mark) => live(mark, { asker, voters, random })));
  const killedAfterMs = random.between(20, 1_500);
  await new Promise((resolve) => setTimeout(resolve, killedAfterMs));
  await world.killAndRestart(victim);
  await lives; // Whoever was at the gateway that died was cut off: that is what is tested.
  for (const { at } of [asker, ...voters]) for (const client of at) client.close();
  await settled(world);
  const requests = world.requests().filter(({ command }) => command.includes(`'kill-${round}-`));
  const written = world.marks();
  const states: Record<string, number> = {};
  for (const { state } of requests) states[state] = (states[state] ?? 0) + 1;
  return {
    ...{ victim, killedAfterMs, states },
    promises: [
      { what: "no command ran twice", broken: twice(written) },
      { what: "every request says what is true of it", broken: untrue(requests, written) },
      { what: "nothing runs for ever", broken: stuck(world, requests) },
    ],
  };
}

async function live(
  mark: string,
  { asker, voters, random }: { asker: RacePerson; voters: readonly RacePerson[]; random: Random },
): Promise<void> {
  const page = asker.at[0];
  if (page === undefined) return;
  await new Promise((resolve) => setTimeout(resolve, random.between(0, 800)));
  const statement = `INSERT INTO marks VALUES ('${mark}')`;
  const { requestId: id } = await page.submit({ connection: CONNECTION, statement });
  if (id === null) return;
  const vote = { id, revision: 1, verdict: "approve" };
  const votes = voters.map(async ({ at }) => {
    await at[random.between(0, 1)]?.mutate("requests.vote", vote);
  });
  await Promise.allSettled(votes);
  const run = await page.runApproved(id, kindReader());
  await run.ended;
}

type Requests = ReturnType<RaceWorld["requests"]>;

function markOf(command: string): string {
  return /'(kill-[^']+)'/.exec(command)?.[1] ?? "";
}

function twice(written: ReadonlyMap<string, number>): string[] {
  return [...written].filter(([, count]) => count > 1).map(([mark]) => `${mark} ran twice`);
}

/** Only an outcome that nobody can know may be either. */
function untrue(requests: Requests, written: ReadonlyMap<string, number>): string[] {
  return requests.flatMap(({ id, state, command }) => {
    const ran = written.has(markOf(command));
    const isKnown = REQUEST_STATES.some((known) => known === state);
    const isTrue = state === "unknown" || (state === "executed") === ran;
    return isKnown && isTrue ? [] : [`${id} is ${state}, and the target says ${ran}`];
  });
}

function stuck(world: RaceWorld, requests: Requests): string[] {
  const running = requests.filter(({ state }) => state === "running").map(({ id }) => id);
  const open = world.openSessions();
  return [...running, ...(open > 0 ? [`${open} sessions are open`] : [])];
}

/** What a dead gateway left is closed by the living, or by itself when it is back. */
async function settled(world: RaceWorld): Promise<void> {
  const deadline = Date.now() + SETTLE_MS_MAX;
  for (;;) {
    const running = world.requests().some(({ state }) => state === "running");
    if ((!running && world.openSessions() === 0) || Date.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
