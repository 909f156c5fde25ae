/** Lines of JSON on standard error. Only what is named here is written: never a whole object. */
export interface Log {
  debug(words: string, facts?: LogFacts): void;
  info(words: string, facts?: LogFacts): void;
  warn(words: string, facts?: LogFacts): void;
  error(words: string, facts?: LogFacts): void;
}

export interface LogFacts {
  readonly sessionId?: string;
  readonly code?: string;
  readonly because?: string;
  readonly delayMs?: number;
  readonly gateway?: string;
  readonly version?: string;
  readonly signal?: string;
  readonly sessions?: number;
  /** Its name and stack; never its message, which may quote what a target said. */
  readonly error?: unknown;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const STACK_LINES_MAX = 12;

export function makeLog(level: LogLevel, write: (line: string) => void): Log {
  const from = LOG_LEVELS.indexOf(level);
  const at =
    (own: LogLevel) =>
    (words: string, facts: LogFacts = {}) => {
      if (LOG_LEVELS.indexOf(own) < from) return;
      const { error, ...rest } = facts;
      const line = { time: new Date().toISOString(), level: own, name: "agent", words, ...rest };
      write(`${JSON.stringify({ ...line, ...placeOf(error) })}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Where it happened and what kind it is. The first line of a stack is the message: left out. */
function placeOf(error: unknown): { error?: string; at?: string[] } {
  if (!(error instanceof Error)) return error === undefined ? {} : { error: typeof error };
  const code: unknown = Reflect.get(error, "code");
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: typeof code === "string" ? `${error.name} ${code}` : error.name,
    at: frames.slice(0, STACK_LINES_MAX).map((line) => line.trim()),
  };
}
