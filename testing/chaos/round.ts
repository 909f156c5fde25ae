import type { GatewayClient } from "../gateway-client";
import type { Random } from "../seeded-random";
import { digestOf, Load, type LoadReport, type Seen } from "./load";
import type { Victim, World } from "./world";

const CLIENTS = 4;
const SETTLE_MS_MAX = 30_000;

/** One promise that a round checked, and what broke it; an empty list is a promise kept. */
export interface Promised {
  readonly what: string;
  readonly broken: readonly string[];
}

export interface RoundReport {
  readonly victim: Victim;
  readonly killedAfterMs: number;
  readonly sessions: number;
  readonly records: number;
  readonly cut: number;
  readonly promises: readonly Promised[];
}

/** Load, a kill at a random instant, recovery, and then every promise is checked. */
export async function runRound(world: World, victim: Victim, random: Random): Promise<RoundReport> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => world.signIn()));
  const loads = clients.map((client) => new Load(client, random));
  const killedAfterMs = random.between(300, 2_500);
  await new Promise((resolve) => setTimeout(resolve, killedAfterMs));
  await world.kill(victim, random);
  await new Promise((resolve) => setTimeout(resolve, random.between(0, 500)));
  const reports = await Promise.all(loads.map((load) => load.stop()));
  for (const client of clients) client.close();
  await world.recover(victim);
  const all = joinReports(reports);
  return {
    victim,
    killedAfterMs,
    sessions: all.seen.length,
    records: all.seen.reduce((sum, one) => sum + one.records.size, 0),
    cut: all.seen.filter((one) => one.end.kind !== "over").length,
    promises: await checkPromises(world, all),
  };
}

function joinReports(reports: readonly LoadReport[]): LoadReport {
  return {
    seen: reports.flatMap((report) => report.seen),
    unanswered: reports.flatMap((report) => report.unanswered),
    leaks: reports.flatMap((report) => report.leaks),
    refused: reports.reduce((sum, report) => sum + report.refused, 0),
  };
}

async function checkPromises(world: World, report: LoadReport): Promise<Promised[]> {
  return [
    { what: "no session is left open", broken: await openSessions(world.admin) },
    {
      what: "every delivered record is in its recording, byte for byte",
      broken: await missingRecords(world.admin, report.seen),
    },
    {
      what: "no statement ran twice, none that was said to be done is missing",
      broken: wrongMarks(world, report),
    },
    { what: "no original reached a client", broken: report.leaks },
    { what: "the load did something", broken: report.seen.length === 0 ? ["no session ran"] : [] },
  ];
}

/** The gateway closes what an agent or a gateway left; how long that may take is part of the promise. */
async function openSessions(admin: GatewayClient): Promise<string[]> {
  const deadline = Date.now() + SETTLE_MS_MAX;
  for (;;) {
    const open: string[] = [];
    for (const state of ["running", "held"]) {
      const input = { state, period: "all", limit: 100 };
      const { rows } = await admin.query<{ rows: { id: string }[] }>("sessions.list", input);
      open.push(...rows.map((row) => `${row.id} is ${state}`));
    }
    if (open.length === 0 || Date.now() > deadline) return open;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function missingRecords(admin: GatewayClient, seen: readonly Seen[]): Promise<string[]> {
  const broken: string[] = [];
  for (const one of seen) {
    const recorded = new Map<number, string>();
    const replay = await admin.follow(one.sessionId, 0, {
      record: (index, _frame, bytes) => {
        recorded.set(index, digestOf(bytes));
      },
    });
    const ended = await replay.ended;
    if (ended.kind !== "over") broken.push(`${one.sessionId}: its replay was ${ended.kind}`);
    for (const [index, digest] of one.records) {
      if (recorded.get(index) !== digest) broken.push(`${one.sessionId} record ${index}`);
    }
  }
  return broken;
}

/** Asked of the target itself: what it holds is what ran. */
function wrongMarks(world: World, report: LoadReport): string[] {
  const counts = new Map(
    world.target
      .psql("SELECT mark || ' ' || count(*) FROM marks GROUP BY mark")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" "))
      .map(([mark, count]) => [mark ?? "", Number(count)] as const),
  );
  const twice = [...counts].filter(([, count]) => count > 1).map(([mark]) => `${mark} ran twice`);
  const lost = report.seen
    .filter((one) => one.mark !== null && one.end.kind === "over" && one.end.end.state === "done")
    .filter((one) => counts.get(one.mark ?? "") !== 1)
    .map((one) => `${one.sessionId} said done, its mark is not there`);
  return [...twice, ...lost];
}
