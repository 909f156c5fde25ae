import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "@/domain/people/role";
import { FILES, type FileRow } from "@/testing/matrix/doors";
import { OWNERS, wordOf } from "@/testing/matrix/row";
import { MatrixWorld } from "@/testing/matrix/world";
import { openSlackDoor } from "../integrations/slack-door";
import { FILE_ROUTES } from "./files";
import { answerRequests } from "./requests";

let world: MatrixWorld;
let url = "";
const server = createServer();
beforeAll(async () => {
  world = await MatrixWorld.make();
  const absent = (response: { writeHead(status: number): { end(): unknown } }) =>
    void response.writeHead(404).end();
  server.on(
    "request",
    answerRequests({
      deps: world.rig.deps,
      api: (_request, response) => absent(response),
      slack: openSlackDoor(world.rig.deps),
      pages: (_request, response) => Promise.resolve(absent(response)),
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await world.rig.close();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function ask(path: string, role: Role | null, method = "GET"): Promise<Answer> {
  const cookie = role === null ? null : world.people[role].cookie;
  const headers = cookie === null ? {} : { cookie: `${cookie.name}=${cookie.value}` };
  const response = await fetch(`${url}${path}`, { method, headers });
  return { status: response.status, body: await response.text() };
}

const isGiven = ({ status }: Answer) => status === 200;
const isWithheld = ({ status }: Answer) => [401, 403, 404].includes(status);

function testFile({ row, path }: FileRow): void {
  it("is nobody's without a sign-in, and nobody's by another method", async () => {
    const name = "object" in row ? await world.object(row.object, "own", world.people.admin) : "";
    expect(isWithheld(await ask(path(name), null))).toBe(true);
    expect((await ask(path(name), "admin", "POST")).status).toBeGreaterThanOrEqual(400);
  });
  if (!("object" in row)) {
    it.each(ROLES)("answers the role %s as its line says", async (role) => {
      const answer = await ask(path(""), role);
      expect(isGiven(answer)).toBe(row.roles.includes(role));
      expect(isWithheld(answer)).toBe(!row.roles.includes(role));
    });
    return;
  }
  const cases = ROLES.flatMap((role) => OWNERS.map((owner) => [role, owner] as const));
  it.each(cases)("answers the role %s about %s objects as its line says", async (role, owner) => {
    const answer = await ask(path(await world.object(row.object, owner, world.people[role])), role);
    const isOpen = wordOf(row.reach[role], owner) === "yes";
    expect([isGiven(answer), isWithheld(answer)]).toEqual([isOpen, !isOpen]);
  });
  it.each(ROLES)(
    "tells the role %s of what is not theirs as of what is not there",
    async (role) => {
      if (wordOf(row.reach[role], "foreign") === "yes") return;
      const about = async (owner: "foreign" | "absent") => {
        const name = await world.object(row.object, owner, world.people[role]);
        const { status, body } = await ask(path(name), role);
        return [status, body.replaceAll(name, "NAME")];
      };
      expect(await about("foreign")).toEqual(await about("absent"));
    },
  );
}

describe("the matrix of files", () => {
  it("has a line for every file that is not for everybody, and no other", () =>
    expect(Object.keys(FILES).sort()).toEqual(Object.keys(FILE_ROUTES).sort()));
  describe.each(Object.entries(FILES))("%s", (_route, line) => testFile(line));
});
