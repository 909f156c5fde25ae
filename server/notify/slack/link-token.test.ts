import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newToken } from "../../ids";
import { secretsWith } from "../../secrets/box";
import { readChatLink, writeChatLink } from "./link-token";

let now = Date.parse("2026-01-02T10:00:00Z");
const deps = { secrets: secretsWith(randomBytes(32)), now: () => new Date(now), newToken };
const ASKED = {
  ...{ integrationId: "int_1", slackUserId: "U0EVE", slackUser: "eve", slackTeam: "work" },
};

describe("a link that connects a Slack user", () => {
  it("says who asked for it, for one integration", () =>
    expect(readChatLink(deps, writeChatLink(deps, ASKED))).toMatchObject({
      ...{ kind: "link", link: ASKED },
    }));

  it("is another one every time, so that it can be taken once", () => {
    const nonces = [1, 2].map(() => {
      const read = readChatLink(deps, writeChatLink(deps, ASKED));
      return read.kind === "link" ? read.link.nonce : "";
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it("holds for 15 minutes", () => {
    const token = writeChatLink(deps, ASKED);
    now += 15 * 60_000 - 1;
    expect(readChatLink(deps, token).kind).toBe("link");
    now += 1;
    expect(readChatLink(deps, token)).toEqual({ kind: "refused", because: "too-old" });
  });

  it("can be made by nobody else and changed by nobody", () => {
    const token = writeChatLink(deps, ASKED);
    const other = { ...deps, secrets: secretsWith(randomBytes(32)) };
    expect(readChatLink(other, token)).toEqual({ kind: "refused", because: "not-ours" });
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom("a", "Z", "0", "_", ".", "-"),
        (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          expect(readChatLink(deps, changed)).toEqual({ kind: "refused", because: "not-ours" });
        },
      ),
    );
  });

  it.each(["", ".", "a.b", "a.b.c", "x".repeat(5_000)])("is not %j", (token) =>
    expect(readChatLink(deps, token)).toEqual({ kind: "refused", because: "not-ours" }),
  );

  it("holds whatever the workspace calls its people", () => {
    const name = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(name, name, (slackUser, slackTeam) => {
        const token = writeChatLink(deps, { ...ASKED, slackUser, slackTeam });
        expect(readChatLink(deps, token).kind).toBe("link");
      }),
    );
  });
});
