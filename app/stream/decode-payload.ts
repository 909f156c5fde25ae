import "./without-eval";
import type { Frame } from "@/protocol/frame";
import {
  type ColumnsPayload,
  type CompletePayload,
  columnsPayload,
  completePayload,
  type EndPayload,
  type EventPayload,
  endPayload,
  eventPayload,
  type FailurePayload,
  failurePayload,
  type InputPayload,
  inputPayload,
  type NoticePayload,
  noticePayload,
} from "@/protocol/payloads";
import { ProtocolProblem } from "@/protocol/problem";

export type Payload =
  | { readonly kind: "input"; readonly value: InputPayload }
  | { readonly kind: "columns"; readonly value: ColumnsPayload }
  | { readonly kind: "notice"; readonly value: NoticePayload }
  | { readonly kind: "complete"; readonly value: CompletePayload }
  | { readonly kind: "failure"; readonly value: FailurePayload }
  | { readonly kind: "event"; readonly value: EventPayload }
  | { readonly kind: "end"; readonly value: EndPayload };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The payload of a JSON frame, checked. Throws a ProtocolProblem when it is anything else. */
export function decodePayload(frame: Frame): Payload {
  const parsed = parseJson(frame.payload);
  switch (frame.kind) {
    case "input":
      return { kind: frame.kind, value: inputPayload.parse(parsed) };
    case "columns":
      return { kind: frame.kind, value: columnsPayload.parse(parsed) };
    case "notice":
      return { kind: frame.kind, value: noticePayload.parse(parsed) };
    case "complete":
      return { kind: frame.kind, value: completePayload.parse(parsed) };
    case "failure":
      return { kind: frame.kind, value: failurePayload.parse(parsed) };
    case "event":
      return { kind: frame.kind, value: eventPayload.parse(parsed) };
    case "end":
      return { kind: frame.kind, value: endPayload.parse(parsed) };
    case "rows":
      throw new ProtocolProblem("rows are not JSON");
  }
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(utf8.decode(bytes));
}
