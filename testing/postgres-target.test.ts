import { expect, it } from "vitest";
import { startPostgresTarget } from "./postgres-target";

it("starts a real PostgreSQL that asks for its password, and leaves nothing behind", async () => {
  const target = await startPostgresTarget({ tls: true });
  expect(target.psql("select 1 + 1")).toBe("2");
  expect(target.psql("show ssl")).toBe("on");
  await target.stop();
  expect(() => target.psql("select 1")).toThrow();
});
