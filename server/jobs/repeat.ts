import type { Logger } from "pino";

/** A piece of work done again and again by one gateway, never twice at once. */
export interface Repeating {
  stop(): Promise<void>;
}

export interface RepeatingWork {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly log: Logger;
}

/** A failure is logged and the work is tried again at its next turn. */
export function repeat({ name, everyMs, work, log }: RepeatingWork): Repeating {
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout;

  const turn = () => {
    running = work()
      .catch((error: unknown) => log.error({ err: error, job: name }, "a job failed"))
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, everyMs);
      });
  };
  timer = setTimeout(turn, everyMs);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
