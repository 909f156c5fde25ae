import { pino } from "pino";
import type { Env } from "./env";

/** JSON lines on standard error; standard output is for the person who starts the gateway. */
export function makeLog(env: Env) {
  return pino(
    {
      level: env.GATEHOUSE_LOG_LEVEL,
      base: { program: "gateway" },
      redact: {
        paths: ["*.password", "*.secret", "*.key", "*.token", "*.credential", "headers.cookie"],
        censor: "[not logged]",
      },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
