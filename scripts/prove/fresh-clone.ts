import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { median } from "@/bench/table";
import { freePort } from "@/testing/postgres-target";
import { run } from "../run";
import { type Proof, proofOfRun } from "./figure";

const FIRST_START_MS_MAX = 20 * 60_000;
const NPM_TEST_MS_MAX = 40 * 60_000;
const SECOND_START_MS_GOAL = 3_000;
const SECOND_STARTS = 5;

/** A clone of what is committed, an empty home, no node_modules: what somebody else begins with. */
export class FreshClone {
  readonly #folder = mkdtempSync("/tmp/gatehouse-prove-");
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(port: number) {
    const { PATH, LANG } = process.env;
    this.#environment = {
      ...{ NODE_ENV: "production", PATH, LANG, PORT: String(port) },
      HOME: path.join(this.#folder, "home"),
      GATEHOUSE_DATA: path.join(this.#folder, "data"),
    };
  }

  static async make(): Promise<FreshClone> {
    const clone = new FreshClone(await freePort());
    execFileSync("git", ["clone", "--quiet", process.cwd(), clone.#checkout]);
    execFileSync("mkdir", ["-m", "755", clone.#environment["HOME"] ?? ""]);
    execFileSync("chmod", ["755", clone.#folder]);
    return clone;
  }

  get #checkout(): string {
    return path.join(this.#folder, "gatehouse");
  }

  /** From nothing to a page, then again on the same data. */
  async proveUp(): Promise<Proof[]> {
    const first = await this.#start();
    const proofs = [
      {
        what: "fresh clone, empty home: npm run up reaches a page",
        found: `${(first.ms / 1000).toFixed(0)} s, ${first.page}`,
        goal: "a page",
        holds: first.page === "200",
      },
    ];
    const times: number[] = [];
    for (let start = 0; start < SECOND_STARTS; start += 1) times.push((await this.#start()).ms);
    const typical = median(times);
    const worst = Math.max(...times);
    proofs.push({
      what: "second start, to the ready line, median of five",
      found: `${(typical / 1000).toFixed(2)} s, worst ${(worst / 1000).toFixed(2)} s`,
      goal: "< 3 s, none over 6 s",
      holds: typical < SECOND_START_MS_GOAL && worst < 2 * SECOND_START_MS_GOAL,
    });
    return proofs;
  }

  async proveTest(): Promise<Proof> {
    const command = ["npm", "test", "--prefix", this.#checkout];
    const { ok, output } = await run(command, NPM_TEST_MS_MAX, this.#checkout);
    return proofOfRun("fresh clone, empty home: npm test", ok, output);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<{ ms: number; page: string }> {
    const started = performance.now();
    const child = spawn("npm", ["run", "up", "--", "--yes-demo"], {
      cwd: this.#checkout,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
      env: this.#environment,
    });
    try {
      const url = await readyUrl(child);
      const ms = performance.now() - started;
      const page = await fetch(`${url}/sign-in`);
      return { ms, page: String(page.status) };
    } finally {
      await end(child);
    }
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => reject(new Error(`npm run up: ${why}\n${said.slice(-4_000)}`));
    const timer = setTimeout(() => fail("too slow"), FIRST_START_MS_MAX);
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const url = /^gatehouse ready (\S+)/m.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once("exit", (code) => fail(`exit ${code}`));
  });
}

/** The whole group: npm does not pass every signal on. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const pid = child.pid ?? 0;
    if (child.exitCode !== null) return resolve();
    const hard = setTimeout(() => process.kill(-pid, "SIGKILL"), 20_000);
    child.once("close", () => {
      clearTimeout(hard);
      resolve();
    });
    process.kill(-pid, "SIGTERM");
  });
}
