import { spawn } from "node:child_process";

export interface RunResult {
  readonly ok: boolean;
  /** Standard output and error together, the last megabyte of it. */
  readonly output: string;
  readonly seconds: number;
}

const OUTPUT_CHARACTERS_MAX = 1024 * 1024;

/** Runs a command to its end and keeps what it said. A command over its time is killed and has failed. */
export async function run(
  command: readonly string[],
  durationMsMax: number,
  folder = process.cwd(),
): Promise<RunResult> {
  const [program = "", ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARACTERS_MAX);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const timer = setTimeout(() => {
    output += `\nkilled after ${durationMsMax / 1000} s\n`;
    child.kill("SIGKILL");
  }, durationMsMax);
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(1);
    });
    child.once("close", resolve);
  });
  clearTimeout(timer);
  return { ok: code === 0, output, seconds: (performance.now() - started) / 1000 };
}
