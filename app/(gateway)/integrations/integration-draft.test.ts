import { describe, expect, it } from "vitest";
import { INTEGRATION_KINDS } from "@/domain/integrations/integration";
import {
  changeOf,
  draftOf,
  emptyDraft,
  fieldOf,
  formOf,
  type IntegrationDraft,
} from "./integration-draft";

const place = { id: "int_1", version: 3 };

describe("the form of an integration", () => {
  it("keeps the stored secret when nothing is typed, and replaces it when something is", () => {
    for (const kind of ["slack", "teams", "email"] as const) {
      expect(changeOf(emptyDraft(kind), place)).toMatchObject({ ...place, kind, secret: null });
    }
    const typed = { ...emptyDraft("slack"), botToken: "xoxb-1" };
    expect(changeOf(typed, place)).toMatchObject({ secret: { botToken: "xoxb-1" } });
    expect(changeOf(emptyDraft("webhook"), place)).not.toHaveProperty("secret");
  });

  it("shows what is stored and sends it back as it was", () => {
    const draft: IntegrationDraft = {
      ...emptyDraft("email"),
      ...{ name: "mail", host: "mail.corp.test", port: "25", from: "a@corp.test" },
      tls: "none",
    };
    const { kind, settings } = formOf(draft);
    const rest = { hasSecret: false, updatedAt: new Date(), lastDelivery: null };
    const flags = { name: "mail", enabled: true, everyRequest: true };
    const stored = { ...place, ...rest, ...flags, kind, settings } as Parameters<typeof draftOf>[0];
    expect(draftOf(stored)).toEqual(draft);
  });

  it("of every kind sends that kind's fields and no other's", () => {
    const fields = INTEGRATION_KINDS.map((kind) => Object.keys(formOf(emptyDraft(kind)).settings));
    expect(fields).toEqual([
      ["apiUrl", "channel", "mode"],
      [],
      ["url", "events", "allowPrivateAddresses"],
      ["host", "port", "tls", "from", "username"],
    ]);
  });

  it("finds the field that a refusal names", () => {
    expect(fieldOf({ field: "settings.url" })).toBe("url");
    expect([fieldOf({ field: "name" }), fieldOf({})]).toEqual(["name", null]);
  });
});
