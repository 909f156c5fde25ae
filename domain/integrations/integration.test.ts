import { describe, expect, it } from "vitest";
import { type EmailSettings, isConcerned, sameReceiver } from "./integration";

const slack = (apiUrl: string) =>
  ({ kind: "slack", settings: { apiUrl, channel: "#access", mode: "http" } }) as const;
const mail: EmailSettings = {
  ...{ host: "mail.corp.test", port: 587, tls: "starttls", from: "a@corp.test", username: "a" },
};
const email = (part: Partial<EmailSettings> = {}) =>
  ({ kind: "email", settings: { ...mail, ...part } }) as const;

describe("who is told of a request", () => {
  const one = { id: "int_1", enabled: true, everyRequest: true };
  it("is who its rules name, and nobody else", () => {
    expect(isConcerned(one, ["int_1"])).toBe(true);
    expect(isConcerned({ ...one, everyRequest: false }, ["int_1"])).toBe(true);
    expect(isConcerned(one, ["int_2"])).toBe(false);
  });
  it("is who is told of every request where the rules name none", () => {
    expect(isConcerned(one, [])).toBe(true);
    expect(isConcerned({ ...one, everyRequest: false }, [])).toBe(false);
  });
  it("is never an integration that is off", () => {
    expect(isConcerned({ ...one, enabled: false }, ["int_1"])).toBe(false);
  });
});

describe("a stored secret", () => {
  it("is kept only for the place it was saved for", () => {
    expect(sameReceiver(slack("https://slack.com/api"), slack("https://slack.com/api"))).toBe(true);
    expect(sameReceiver(slack("https://slack.com/api"), slack("https://evil.test"))).toBe(false);
    expect(sameReceiver(email(), email({ from: "b@corp.test", username: "b" }))).toBe(true);
    const places = [email({ host: "evil.test" }), email({ port: 25 }), email({ tls: "none" })];
    expect(places.map((place) => sameReceiver(email(), place))).toEqual([false, false, false]);
  });
  it("of one kind is none of another", () => {
    expect(sameReceiver(email(), slack("https://slack.com/api"))).toBe(false);
  });
});
