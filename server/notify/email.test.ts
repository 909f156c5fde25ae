import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmailSettings } from "@/domain/integrations/integration";
import { makeCertificate } from "@/testing/certificate";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import { aNotice } from "@/testing/notice";
import type { Deps } from "../deps";
import type { RequestEvent, RequestNotice } from "../requests/request-notice";
import type { Told } from "./channel";
import { emailChannel } from "./email";
import { mailTextOf } from "./mail-text";

const PASSWORD = "canary-mail-password";
const deps = {} as Deps;
const pair = makeCertificate("localhost");
let plain: MailServer;
let signing: MailServer;
let wrapped: MailServer;
beforeAll(async () => {
  const tls = { cert: pair.certificate, key: pair.key };
  plain = await startMailServer({ disabledCommands: ["AUTH", "STARTTLS"] });
  signing = await startMailServer({
    ...{ ...tls, authOptional: false },
    onAuth({ username, password }, _, done) {
      if (password === PASSWORD) return done(null, { user: username });
      done(new Error(`no such user with ${password}`));
    },
    onRcptTo({ address }, _, done) {
      done(address.startsWith("unknown") ? new Error("no such mailbox") : null);
    },
  });
  wrapped = await startMailServer({ ...tls, secure: true, disabledCommands: ["AUTH"] });
});
beforeEach(() => {
  for (const { received } of [plain, signing, wrapped]) received.length = 0;
});
afterAll(async () => {
  for (const server of [plain, signing, wrapped]) await server.close();
});

interface Mailed {
  readonly notice?: Partial<RequestNotice>;
  readonly event?: RequestEvent;
  readonly settings?: Partial<EmailSettings>;
  readonly secret?: string;
  readonly authority?: string;
}
async function tell(part: Mailed = {}): Promise<Told> {
  const { event = "request.created", secret = "", authority } = part;
  const settings: EmailSettings = {
    ...{ host: "localhost", port: plain.port, tls: "none", from: "gate@corp.test", username: "" },
    ...part.settings,
  };
  const target = { id: "int_1", name: "mail", settings, secret, remembered: null };
  const message = { id: "msg_1", event, at: new Date(), notice: aNotice(part.notice) };
  const channel = emailChannel(authority === undefined ? {} : { authority });
  return await channel.tell(deps, target, message);
}
async function readersOf(event: RequestEvent): Promise<readonly string[]> {
  plain.received.length = 0;
  await tell({ event });
  return plain.received.flatMap(({ to }) => to);
}

describe("a mail", () => {
  it("goes to those who decide when a decision is wanted, to the requester when it is made", async () => {
    const approvers = ["ada@corp.test", "bo@corp.test"];
    expect(await readersOf("request.created")).toEqual(approvers);
    expect(await readersOf("request.nudged")).toEqual(approvers);
    expect(await readersOf("request.proposed")).toEqual([...approvers, "rita@corp.test"]);
    const results = ["approved", "rejected", "expired", "executed", "failed", "lost"] as const;
    for (const result of results) {
      expect(await readersOf(`request.${result}`), result).toEqual(["rita@corp.test"]);
    }
    expect(await readersOf("request.voted")).toEqual([]);
  });

  it("shows no approver who the others are", async () => {
    await tell();
    expect(plain.received[0]?.raw).not.toMatch(/ada@corp|bo@corp/);
  });

  it("keeps its message id when it is sent again, and links to the page of the request", async () => {
    await tell();
    await tell();
    const ids = plain.received.map(({ raw }) => /^message-id: (.*)$/im.exec(raw)?.[1]?.trim());
    expect(ids).toEqual(["<msg_1@corp.test>", "<msg_1@corp.test>"]);
    expect(plain.received[0]?.raw).toContain("https://gatehouse.test/access-requests/req_1");
    expect(plain.received[0]?.raw.toLowerCase()).toContain("auto-submitted: auto-generated");
  });

  it("takes no header and no further recipient from what people typed", async () => {
    const evil = "x\r\nBcc: evil@elsewhere.test\r\n\r\nhello";
    await tell({
      notice: {
        connection: { name: evil, tags: {} },
        reason: evil,
        requester: { id: null, name: evil, email: evil },
        approverEmails: [
          "ada@corp.test, evil@elsewhere.test",
          "a\r\nRCPT TO:<b@c.d>",
          "bo@corp.test",
        ],
      },
    });
    const [mail] = plain.received;
    expect(mail?.to).toEqual(["bo@corp.test"]);
    const [headers = ""] = mail?.raw.split("\r\n\r\n") ?? [];
    expect(headers).not.toMatch(/^bcc:/im);
    const subject = mailTextOf(
      "request.created",
      aNotice({ connection: { name: evil, tags: {} } }),
    );
    expect(subject.subject).not.toMatch(/[\r\n\u2028]/);
  });

  it("shows a command as text, never as markup", () => {
    const { html, text } = mailTextOf("request.created", aNotice({ command: "<img src=x> & \"'" }));
    expect(html).toContain("&lt;img src=x&gt; &amp; &quot;&#39;");
    expect(text).toContain("<img src=x>");
    expect(html).not.toMatch(/<form|<button|<img/);
  });
});

describe("the way to the mail server", () => {
  const starttls = () => ({ port: signing.port, tls: "starttls", username: "gate" }) as const;

  it("is encrypted and signed in where that is asked for", async () => {
    const { authority } = pair;
    await tell({ settings: starttls(), secret: PASSWORD, authority });
    await tell({ settings: { port: wrapped.port, tls: "tls" }, authority });
    expect(signing.received).toMatchObject([{ secure: true, user: "gate" }]);
    expect(wrapped.received).toMatchObject([{ secure: true }]);
  });

  it("is not taken with a certificate that nobody vouches for, nor without TLS where it must be", async () => {
    const untrusted = await tell({ settings: starttls(), secret: PASSWORD });
    expect(untrusted).toMatchObject({ kind: "failed", retry: true });
    const wrong = await tell({
      ...{ settings: { ...starttls(), host: "127.0.0.1" }, secret: PASSWORD },
      authority: pair.authority,
    });
    expect(wrong).toMatchObject({ kind: "failed", retry: true });
    const downgraded = await tell({
      settings: { tls: "starttls", username: "gate" },
      secret: PASSWORD,
    });
    expect(downgraded).toMatchObject({ kind: "failed", retry: true });
    expect([signing.received, plain.received]).toEqual([[], []]);
  });

  it("tells no secret when it fails", async () => {
    const secret = "another-canary-password";
    const { authority } = pair;
    const told = await tell({ settings: starttls(), secret, authority });
    expect(told).toMatchObject({ kind: "failed", retry: true });
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it("ends where the server knows none of the mailboxes; some are enough to have told", async () => {
    const { authority } = pair;
    const to = (...approverEmails: string[]) =>
      tell({ settings: starttls(), secret: PASSWORD, authority, notice: { approverEmails } });
    expect(await to("unknown@corp.test")).toMatchObject({ kind: "failed", retry: false });
    expect(await to("unknown@corp.test", "ada@corp.test")).toMatchObject({
      ...{ kind: "told", response: expect.stringContaining("Sent to 1; not taken for 1") },
    });
  });

  it("that leads nowhere is tried again", async () => {
    expect(await tell({ settings: { port: 1 } })).toMatchObject({ kind: "failed", retry: true });
  });
});
