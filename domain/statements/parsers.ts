import type { Dialect } from "./dialect";
import type { StatementParser } from "./facts";

type Load = () => Promise<StatementParser>;

/** Each is loaded when the first statement of its dialect comes: one of them is large and in wasm. */
const LOADERS: Readonly<Record<Dialect, Load>> = {
  postgres: async () => (await import("./engine")).loadStatementParser(),
  mysql: async () => (await import("./mysql/parser")).mysqlParser,
  redis: async () => (await import("./redis/parser")).redisParser,
  shell: async () => (await import("./shell/parser")).shellParser,
};

export type ParserOf = (dialect: Dialect) => Promise<StatementParser>;

/** Parsers by their dialect, each loaded once. */
export function makeParsers(): ParserOf {
  const loaded = new Map<Dialect, Promise<StatementParser>>();
  return (dialect) => {
    const parser = loaded.get(dialect) ?? LOADERS[dialect]();
    loaded.set(dialect, parser);
    return parser;
  };
}
