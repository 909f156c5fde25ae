import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunLimits, SessionLimits } from "@/domain/connections/connection";
import { invariant } from "@/domain/invariant";
import { isRefusal } from "@/domain/refusal";
import { rowLength } from "@/domain/rows/row-format";
import type { Driver, DriverEvent, Target } from "./driver";

/** A real target and the words it understands: what the contract needs of an engine. */
export interface ContractWorld {
  readonly driver: Driver;
  /** A password that is wrong, to be looked for in everything that is said. */
  readonly wrongPassword: string;
  target(options?: { readOnly?: boolean; password?: string; port?: number }): Target;
  /** A statement with this many rows. */
  rows(count: number): string;
  /** A statement that runs this long and gives nothing. */
  sleep(seconds: number): string;
  /** Two statements in one text, with one row each. */
  readonly twoResults: string;
  readonly wrong: string;
  /** Statements that try to change something on a read-only connection, by whatever trick. */
  readonly writes: readonly string[];
  /** Throws when one of them did change something. */
  expectUnchanged(): void | Promise<void>;
  /** Statements of the driver that run in the target now. */
  running(): number | Promise<number>;
  stop(): Promise<void>;
}

const LIMITS: SessionLimits = {
  rowsMax: 1_000_000,
  bytesMax: 1024 * 1024 * 1024,
  durationSecondsMax: 30,
};
const NEVER = new AbortController().signal;

export interface Ran {
  readonly events: readonly DriverEvent[];
  readonly rows: number;
  readonly bytes: number;
  /** The code of the end event, or "done". */
  readonly end: string;
}

export interface RunWish {
  readonly driver: Driver;
  readonly target: Target;
  readonly statement: string;
  readonly limits?: Partial<RunLimits>;
  readonly signal?: AbortSignal;
}

/** Opens, runs to the end, closes. Refusals at opening are thrown. */
export async function runOnce({ driver, target, statement, ...rest }: RunWish): Promise<Ran> {
  const signal = rest.signal ?? NEVER;
  const session = await driver.open(target, signal);
  const events: DriverEvent[] = [];
  try {
    for await (const event of session.run(statement, { ...LIMITS, ...rest.limits }, signal)) {
      events.push(event);
    }
  } finally {
    await session.close();
  }
  const blocks = events.flatMap((event) => (event.kind === "rows" ? [event] : []));
  const last = events.at(-1);
  return {
    events,
    rows: blocks.reduce((sum, { rowCount }) => sum + rowCount, 0),
    bytes: blocks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    end: last?.kind === "end" ? (last.refusal?.code ?? "done") : "no end",
  };
}

function countRows(block: Uint8Array): number {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let rows = 0;
  for (let at = 0; at < block.byteLength; at += rowLength(view, at)) rows += 1;
  return rows;
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; said: string }> {
  try {
    await work;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { code: error.code, said: `${error.message} ${error.stack} ${JSON.stringify(error)}` };
  }
  return { code: "none", said: "" };
}

/** What every driver promises. */
export function describeDriver(name: string, start: () => Promise<ContractWorld>): void {
  describe(`the ${name} driver`, () => {
    let world: ContractWorld | null = null;
    beforeAll(async () => {
      world = await start();
    });
    afterAll(async () => {
      await world?.driver.close();
      await world?.stop();
    });
    const there = () => {
      invariant(world !== null, "the target started");
      return world;
    };
    describe("gives results", () => itGivesResults(there));
    describe("stops", () => itStops(there));
    describe("keeps secrets and promises", () => itKeepsPromises(there));
  });
}

type There = () => ContractWorld;

function runIn(there: There, statement: string, rest: Partial<RunWish> = {}): Promise<Ran> {
  const world = there();
  return runOnce({ driver: world.driver, target: world.target(), statement, ...rest });
}

function itGivesResults(there: There): void {
  it("gives columns, then rows, then how it went, then one end", async () => {
    const { events } = await runIn(there, there().rows(3));
    expect(events.map(({ kind }) => kind)).toEqual(["columns", "rows", "complete", "end"]);
  });
  it("gives every row exactly once, in whole blocks", async () => {
    const { rows, events, end } = await runIn(there, there().rows(50_000));
    expect([rows, end]).toEqual([50_000, "done"]);
    for (const event of events) {
      if (event.kind === "rows") expect(countRows(event.bytes)).toBe(event.rowCount);
    }
  });
  it("gives several results of several statements", async () => {
    const { events } = await runIn(there, there().twoResults);
    expect(events.filter(({ kind }) => kind === "columns")).toHaveLength(2);
    expect(events.filter(({ kind }) => kind === "complete")).toHaveLength(2);
  });
  it("answers a wrong statement with a failure and says so at the end", async () => {
    const { events, end } = await runIn(there, there().wrong);
    expect([events.at(-2)?.kind, end]).toEqual(["failure", "TARGET.ERROR"]);
  });
}

function itStops(there: There): void {
  it("stops at the limit of rows and keeps the rows before it", async () => {
    const { rows, end } = await runIn(there, there().rows(100_000), { limits: { rowsMax: 1_234 } });
    expect([rows, end, await there().running()]).toEqual([1_234, "LIMIT.ROWS", 0]);
  });
  it("stops at the limit of bytes and keeps whole rows before it", async () => {
    const { bytes, end } = await runIn(there, there().rows(100_000), {
      limits: { bytesMax: 10_000 },
    });
    expect([end, await there().running()]).toEqual(["LIMIT.BYTES", 0]);
    expect(bytes).toBeGreaterThan(9_000);
    expect(bytes).toBeLessThanOrEqual(10_000);
  });
  it("stops at the limit of time", async () => {
    const { end } = await runIn(there, there().sleep(20), { limits: { durationSecondsMax: 1 } });
    expect([end, await there().running()]).toEqual(["LIMIT.TIME", 0]);
  });
  it("stops in the target when it is aborted", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const { end } = await runIn(there, there().sleep(20), { signal: abort.signal });
    expect([end, await there().running()]).toEqual(["SESSION.CANCELLED", 0]);
  });
  it("stops in the target when its reader leaves in the middle", async () => {
    const session = await there().driver.open(there().target(), NEVER);
    for await (const event of session.run(there().rows(1_000_000), LIMITS, NEVER)) {
      if (event.kind === "rows") break;
    }
    expect(await there().running()).toBe(0);
    await session.close();
  });
  it("does not start what was aborted before", async () => {
    const signal = AbortSignal.abort();
    const session = await there().driver.open(there().target(), NEVER);
    const events: DriverEvent[] = [];
    for await (const event of session.run(there().rows(1), LIMITS, signal)) events.push(event);
    expect(events.map(({ kind }) => kind)).toEqual(["end"]);
    await session.close();
  });
  it("closes as often as it is asked, also while a statement runs", async () => {
    const session = await there().driver.open(there().target(), NEVER);
    const reading = (async () => {
      for await (const event of session.run(there().sleep(20), LIMITS, NEVER)) void event;
    })();
    await Promise.all([session.close(), session.close()]);
    await session.close();
    await reading;
    expect(await there().running()).toBe(0);
  });
}

function itKeepsPromises(there: There): void {
  it("says nothing of a password, right or wrong, when it cannot sign in", async () => {
    const { wrongPassword } = there();
    const { code, said } = await refusalOf(
      there().driver.open(there().target({ password: wrongPassword }), NEVER),
    );
    expect(code).toBe("TARGET.SIGNIN");
    expect(said).not.toContain(wrongPassword);
    const away = await refusalOf(there().driver.open(there().target({ port: 1 }), NEVER));
    expect(away.code).toBe("TARGET.UNREACHABLE");
    expect(away.said).not.toContain(there().target().password());
  });

  it("runs reads on a read-only target", async () => {
    const { rows, end } = await runIn(there, there().rows(3), {
      target: there().target({ readOnly: true }),
    });
    expect([rows, end]).toEqual([3, "done"]);
  });
  it("lets nothing write on a read-only target, by whatever trick", async () => {
    for (const statement of there().writes) {
      const { end } = await runIn(there, statement, { target: there().target({ readOnly: true }) });
      expect(end, statement).not.toBe("done");
      await there().expectUnchanged();
    }
  });
}
