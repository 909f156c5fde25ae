import pg from "pg";
import type { Logger } from "pino";
import type { Listening } from "./db";

const RETRY_MS = 1_000;

/**
 * Hears what the store's triggers say on one channel, over a connection of its own that is made again
 * when it is lost. What was said meanwhile is not heard: `onBack` says that something may have been.
 */
export function listen(
  url: string,
  channel: string,
  {
    onHeard,
    onBack,
    log,
  }: {
    readonly onHeard: (payload: string) => void;
    readonly onBack: () => void;
    readonly log: Logger;
  },
): Listening {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const leave = async () => {
    const left = client;
    client = null;
    left?.removeAllListeners();
    left?.on("error", (error) => log.debug({ err: error, channel }, "a connection that was left"));
    try {
      await left?.end();
    } catch (error) {
      log.debug({ err: error, channel }, "a connection that was left did not end well");
    }
  };
  const again = (error: unknown) => {
    if (closed || timer !== null) return;
    log.warn({ err: error, channel }, "the store is not heard; trying again");
    void leave();
    timer = setTimeout(() => {
      timer = null;
      void start();
    }, RETRY_MS);
  };
  const start = async () => {
    const next = new pg.Client({ connectionString: url, application_name: "gatehouse listens" });
    client = next;
    next.on("error", again).on("end", () => again(new Error("the connection ended")));
    next.on("notification", ({ payload }) => onHeard(payload ?? ""));
    try {
      await next.connect();
      await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
      onBack();
    } catch (error) {
      again(error);
    }
  };
  void start();

  return {
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await leave();
    },
  };
}
