import type { Said } from "@/domain/masking/probe/find-values";
import type { Channel } from "@/domain/masking/probe/probe";
import { cellAt, indexRows } from "@/domain/rows/row-format";
import type { Frame } from "@/protocol/frame";
import {
  columnsPayload,
  completePayload,
  endPayload,
  eventPayload,
  failurePayload,
  noticePayload,
} from "@/protocol/payloads";
import type { DriverEvent, TargetMessage } from "../../drivers/driver";

type Text = Said["texts"][number];

const DECODER = new TextDecoder();

/** All that a client would have got: cells, names of columns, errors, notices. */
export function saidByFrames(frames: readonly Frame[]): Said {
  return {
    rows: frames.flatMap((frame) => (frame.kind === "rows" ? cellsOf(frame.payload) : [])),
    texts: frames.flatMap(textsOfFrame),
  };
}

/** The same of what the target itself said, before anything was masked. */
export function saidByTarget(events: readonly DriverEvent[]): Said {
  return {
    rows: events.flatMap((event) => (event.kind === "rows" ? cellsOf(event.bytes) : [])),
    texts: events.flatMap(textsOfEvent),
  };
}

/** The first cell of each row; `null` for a NULL. */
export function firstCellsOf(events: readonly DriverEvent[]): (string | null)[] {
  return events.flatMap((event) => {
    if (event.kind !== "rows") return [];
    const view = viewOf(event.bytes);
    return [...indexRows(event.bytes, event.rowCount)].map((row) => {
      const range = cellAt(view, row, 0);
      return range === null ? null : DECODER.decode(event.bytes.subarray(range.start, range.end));
    });
  });
}

function cellsOf(block: Uint8Array): string[][] {
  const view = viewOf(block);
  return [...indexRows(block, block.byteLength)].map((row) =>
    Array.from({ length: view.getUint16(row + 5) }, (_, place) => {
      const range = cellAt(view, row, place);
      return range === null ? "" : DECODER.decode(block.subarray(range.start, range.end));
    }),
  );
}

function viewOf(block: Uint8Array): DataView {
  return new DataView(block.buffer, block.byteOffset, block.byteLength);
}

function textsOfFrame(frame: Frame): Text[] {
  if (frame.format !== "json") return [];
  const said: unknown = JSON.parse(DECODER.decode(frame.payload));
  switch (frame.kind) {
    case "columns":
      return columnsPayload.parse(said).columns.map(({ name }) => named("column-name", name));
    case "notice": {
      const { message, detail, hint, code } = noticePayload.parse(said);
      return all("notice", [message, detail, hint, code]);
    }
    case "failure": {
      const { message, detail, hint } = failurePayload.parse(said);
      return all("error", [message, detail, hint]);
    }
    case "complete":
      return [named("tag", completePayload.parse(said).tag)];
    case "event":
      return [named("notice", eventPayload.parse(said).because)];
    case "end": {
      const { because, masked } = endPayload.parse(said);
      return [
        ...all("error", [because]),
        ...all(
          "column-name",
          masked.map(({ column }) => column),
        ),
      ];
    }
    case "input":
    case "rows":
      return [];
  }
}

function textsOfEvent(event: DriverEvent): Text[] {
  switch (event.kind) {
    case "columns":
      return event.columns.map(({ name }) => named("column-name", name));
    case "notice":
      return message("notice", event.notice);
    case "failure":
      return message("error", event.failure);
    case "complete":
      return [named("tag", DECODER.decode(event.tag))];
    case "rows":
    case "notices-dropped":
    case "end":
      return [];
  }
}

function message(channel: Channel, { message: text, detail, hint, state }: TargetMessage): Text[] {
  const decoded = [text, detail, hint].map((one) => (one === null ? null : DECODER.decode(one)));
  return all(channel, [...decoded, state]);
}

function all(channel: Channel, texts: readonly (string | null)[]): Text[] {
  return texts.flatMap((text) => (text === null ? [] : [named(channel, text)]));
}

function named(channel: Channel, text: string): Text {
  return { channel, text };
}
