import { isCustomKind } from "@/domain/masking/custom/custom-kind";
import type { AnyKind, MaskKind } from "@/domain/masking/masking-rule";
import type { Frame } from "@/protocol/frame";
import type {
  ColumnsPayload,
  CompletePayload,
  EndPayload,
  EventPayload,
  FailurePayload,
  InputPayload,
  NoticePayload,
} from "@/protocol/payloads";
import { ProtocolProblem } from "@/protocol/problem";
import { type Is, isInteger, isText, listOf, oneOf, orNull, shape } from "./shape";

export type Payload =
  | { readonly kind: "input"; readonly value: InputPayload }
  | { readonly kind: "columns"; readonly value: ColumnsPayload }
  | { readonly kind: "notice"; readonly value: NoticePayload }
  | { readonly kind: "complete"; readonly value: CompletePayload }
  | { readonly kind: "failure"; readonly value: FailurePayload }
  | { readonly kind: "event"; readonly value: EventPayload }
  | { readonly kind: "end"; readonly value: EndPayload };

type Column = ColumnsPayload["columns"][number];
type MaskedLine = EndPayload["masked"][number];

const KINDS: Readonly<Record<MaskKind, true>> = {
  ...({ email: true, ssn: true, card: true, iban: true, nhs: true } as const),
  ...({ phone: true, ip: true } as const),
  ...({ jwt: true, pem: true, apikey: true, mac: true } as const),
  ...({ nir: true, dni: true, nino: true, codice: true } as const),
  ...({ cpf: true, cnpj: true, aadhaar: true, sin: true } as const),
  ...({ login: true, vat: true, taxid: true, ahv: true, bsn: true } as const),
  ...({ bic: true, birthdate: true, passport: true, licence: true } as const),
  ...({ wallet: true, mbi: true, personid: true } as const),
};

const isBuiltIn = oneOf<MaskKind>(KINDS);
const isKind: Is<AnyKind> = (value): value is AnyKind => isBuiltIn(value) || isCustomKind(value);
const isPlan = oneOf<"pass" | "scan">({ pass: true, scan: true });

const isInput = shape<InputPayload>({ statement: isText });
const isColumns = shape<ColumnsPayload>({
  columns: listOf(
    shape<Column>({
      name: isText,
      type: isText,
      typeId: isInteger,
      origin: orNull(shape({ relationId: isInteger, attribute: isInteger })),
      masked: (value): value is Column["masked"] => isPlan(value) || isKind(value),
    }),
  ),
});
const isNotice = shape<NoticePayload>({
  severity: isText,
  code: isText,
  message: isText,
  detail: orNull(isText),
  hint: orNull(isText),
});
const isComplete = shape<CompletePayload>({
  tag: isText,
  rows: isInteger,
  affected: orNull(isInteger),
});
const isFailure = shape<FailurePayload>({
  code: isText,
  message: isText,
  detail: orNull(isText),
  hint: orNull(isText),
  position: orNull(isInteger),
});
const isEvent = shape<EventPayload>({
  event: oneOf<EventPayload["event"]>({
    "cancel-asked": true,
    "limit-reached": true,
    "agent-away": true,
    "agent-back": true,
    "notices-dropped": true,
    held: true,
    approved: true,
    warned: true,
  }),
  because: isText,
});
/** What guardrails did is in the row of the session; nothing that follows a result reads it. */
const isEnd = shape<Omit<EndPayload, "guarded">>({
  state: oneOf<EndPayload["state"]>({
    done: true,
    failed: true,
    blocked: true,
    cancelled: true,
    ended: true,
    interrupted: true,
  }),
  code: orNull(isText),
  because: orNull(isText),
  rows: isInteger,
  bytes: isInteger,
  masked: listOf(
    shape<MaskedLine>({
      result: isInteger,
      column: orNull(isText),
      kind: isKind,
      count: isInteger,
    }),
  ),
});

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The payload of a JSON frame; throws when it is anything else. The schemas of `protocol/payloads.ts`
 * stay out of the browser: they weigh more than the rest of the stream.
 */
export function decodePayload(frame: Frame): Payload {
  const { kind } = frame;
  switch (kind) {
    case "input":
      return { kind, value: read(frame, isInput) };
    case "columns":
      return { kind, value: read(frame, isColumns) };
    case "notice":
      return { kind, value: read(frame, isNotice) };
    case "complete":
      return { kind, value: read(frame, isComplete) };
    case "failure":
      return { kind, value: read(frame, isFailure) };
    case "event":
      return { kind, value: read(frame, isEvent) };
    case "end":
      return { kind, value: read(frame, isEnd) };
    case "rows":
      throw new ProtocolProblem("rows are not JSON");
  }
}

function read<T>({ kind, payload }: Frame, is: Is<T>): T {
  const value: unknown = JSON.parse(utf8.decode(payload));
  if (!is(value)) throw new ProtocolProblem(`a payload that is no ${kind}`);
  return value;
}
