import { createTransport, type SMTPTransportOptions } from "nodemailer";
import type { EmailSettings } from "@/domain/integrations/integration";
import type { RequestEvent, RequestNotice } from "../requests/request-notice";
import type { Channel, ChannelTarget, Message, Told } from "./channel";
import { mailTextOf } from "./mail-text";

const CONNECT_MS_MAX = 10_000;
const SILENCE_MS_MAX = 15_000;
const RECIPIENTS_MAX = 100;
const ADDRESS = /^[^\s@,;:<>"()[\]\\\p{Cc}]+@[^\s@,;:<>"()[\]\\\p{Cc}]+$/u;

type Reader = "approvers" | "admins" | "requester";

/** Who gets a mail of what. Those who acted, and small steps on the way, make none. */
const READERS: Readonly<Record<RequestEvent, readonly Reader[]>> = {
  "request.created": ["approvers"],
  "request.noted": [],
  "request.nudged": ["approvers"],
  "request.voted": [],
  "request.proposed": ["approvers", "requester"],
  "request.accepted": [],
  "request.approved": ["requester"],
  "request.forced": ["approvers", "admins", "requester"],
  "request.rejected": ["requester"],
  "request.expired": ["requester"],
  "request.cancelled": [],
  "request.revoked": ["requester"],
  "request.voided": ["requester"],
  "request.started": [],
  "request.executed": ["requester"],
  "request.failed": ["requester"],
  "request.lost": ["requester"],
};

export interface EmailOptions {
  /** Authorities trusted besides the system's own. */
  readonly authority?: string;
}

/** Mail over SMTP. Certificates are checked; without TLS nothing is signed in. */
export function emailChannel(options: EmailOptions = {}): Channel {
  return {
    kind: "email",
    async tell(_deps, target, message) {
      const recipients = recipientsOf(message.event, message.notice);
      if (recipients.length === 0) return { kind: "passed-over" };
      try {
        return await send({ target, message, recipients }, options);
      } catch (error) {
        return failureOf(error, target.secret);
      }
    },
  };
}

function recipientsOf(event: RequestEvent, notice: RequestNotice): readonly string[] {
  const of: Readonly<Record<Reader, readonly string[]>> = {
    approvers: notice.approverEmails,
    admins: notice.adminEmails,
    requester: [notice.requester.email],
  };
  const given = READERS[event].flatMap((reader) => of[reader]);
  return [...new Set(given)].filter((address) => ADDRESS.test(address)).slice(0, RECIPIENTS_MAX);
}

interface Mail {
  readonly target: ChannelTarget;
  readonly message: Message;
  readonly recipients: readonly string[];
}

async function send({ target, message, recipients }: Mail, options: EmailOptions): Promise<Told> {
  const settings = target.settings as EmailSettings;
  const { from } = settings;
  const transport = createTransport(transportOf(settings, target.secret, options));
  try {
    const sent = await transport.sendMail({
      ...mailTextOf(message.event, message.notice),
      from: { name: "Gatehouse", address: from },
      // To several it is one mail with nobody's address in it: who may decide is nobody else's business.
      to: { name: "", address: recipients.length === 1 ? (recipients[0] ?? from) : from },
      envelope: { from, to: [...recipients] },
      // Sent again it is the same message, and mail readers show it once.
      messageId: `<${message.id}@${from.split("@").at(-1)}>`,
      headers: { "auto-submitted": "auto-generated", "x-auto-response-suppress": "All" },
      ...{ date: message.at, disableFileAccess: true, disableUrlAccess: true },
    });
    const missed = sent.rejected?.length ?? 0;
    const not = missed === 0 ? "" : `; not taken for ${missed}`;
    const response = `Sent to ${recipients.length - missed}${not}: ${sent.response}`;
    return { kind: "told", remember: null, response };
  } finally {
    transport.close();
  }
}

const TLS_OPTIONS = {
  none: { secure: false, ignoreTLS: true },
  starttls: { secure: false, requireTLS: true },
  tls: { secure: true },
} as const;

function transportOf(
  { host, port, tls, username }: EmailSettings,
  password: string,
  { authority }: EmailOptions,
): SMTPTransportOptions {
  return {
    ...{ host, port, ...TLS_OPTIONS[tls] },
    ...{ connectionTimeout: CONNECT_MS_MAX, greetingTimeout: CONNECT_MS_MAX },
    socketTimeout: SILENCE_MS_MAX,
    tls: { minVersion: "TLSv1.2", ...(authority === undefined ? {} : { ca: authority }) },
    // Without TLS anybody on the way would read it.
    ...(username === "" || tls === "none" ? {} : { auth: { user: username, pass: password } }),
  };
}

/** What a server says of the message itself stays so; of a sign-in or the way there it may change. */
const FINAL_CODES = ["EENVELOPE", "EMESSAGE"];
const PERMANENT = 500;

function failureOf(error: unknown, password: string): Told {
  const failure = error as { code?: string; responseCode?: number; message?: string };
  const { code = "", responseCode = 0, message = "" } = failure;
  const isFinal = FINAL_CODES.includes(code) && responseCode >= PERMANENT;
  const said = password === "" ? message : message.replaceAll(password, "…");
  return { kind: "failed", because: `The mail was not sent: ${said}`, retry: !isFinal };
}
