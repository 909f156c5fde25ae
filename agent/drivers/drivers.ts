import type { ConnectionKind } from "@/domain/connections/connection";
import type { ParserOf } from "@/domain/statements/parsers";
import type { Driver } from "./driver";

type Load = () => Promise<Driver>;

/** The driver of each kind. What one is made of is loaded when its first target is opened. */
export function makeDrivers(parserOf: ParserOf): ReadonlyMap<string, Driver> {
  return new Map([
    lazily("postgres", async () => {
      const { makePostgresDriver } = await import("./postgres/driver");
      return makePostgresDriver(await parserOf("postgres"));
    }),
    lazily("mysql", async () => {
      const { makeMysqlDriver } = await import("./mysql/driver");
      return makeMysqlDriver(await parserOf("mysql"));
    }),
  ]);
}

function lazily(kind: ConnectionKind, load: Load): readonly [ConnectionKind, Driver] {
  let loading: Promise<Driver> | null = null;
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return [
    kind,
    {
      kind,
      open: async (target, signal) => await (await loaded()).open(target, signal),
      test: async (target, signal) => await (await loaded()).test(target, signal),
      close: async () => await (await loading)?.close(),
    },
  ];
}
