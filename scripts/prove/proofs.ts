import path from "node:path";
import { type RunResult, run } from "../run";
import { lineOf, type Proof, proofOfRun } from "./figure";

const STEP_MS_MAX = 90 * 60_000;
const OUTPUT_CHARACTERS_SHOWN = 4_000;

export const TSX = path.resolve("node_modules/.bin/tsx");

/** What was proved so far; each line is told as soon as it is known. */
export class Proofs {
  #lines = 0;
  #short = 0;

  tell(proof: Proof): void {
    this.#lines += 1;
    if (!proof.holds) this.#short += 1;
    console.log(lineOf(proof));
  }

  /** A command that counts its tests. What it said is shown when it falls short. */
  async run(what: string, command: readonly string[]): Promise<void> {
    const { ok, output } = await this.ask(command);
    const proof = proofOfRun(what, ok, output);
    this.tell(proof);
    if (!proof.holds) this.show(output);
  }

  ask(command: readonly string[]): Promise<RunResult> {
    return run(command, STEP_MS_MAX);
  }

  show(output: string): void {
    console.log(output.slice(-OUTPUT_CHARACTERS_SHOWN));
  }

  /** A part that could not even be tried is a figure that falls short; what follows is proved all the same. */
  async attempt(what: string, goal: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      this.tell({ what, found: found.slice(0, 500), goal, holds: false });
    }
  }

  conclude(): boolean {
    console.log(`${this.#lines - this.#short} of ${this.#lines} figures hold`);
    return this.#short === 0;
  }
}
