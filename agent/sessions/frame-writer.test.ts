import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { decodeFrame, NO_STAMP } from "@/protocol/frame";
import { decodePacket, encodePacket } from "@/protocol/one-frame-parser";
import { LINK_LIMITS } from "@/protocol/version";
import { FrameWriter } from "./frame-writer";
import { Outbox } from "./outbox";

/** As many bytes of one row as make a frame of the usual size. */
const BLOCK = encodeRow([new Uint8Array(LINK_LIMITS.frameBytesTarget)]);

function writerTo(sent: Uint8Array[]) {
  const outbox = new Outbox(1000, (frame) => sent.push(frame));
  const writer = new FrameWriter(outbox, NO_STAMP);
  const send = (fill: number) => {
    writer.rows({ bytes: BLOCK.with(BLOCK.length - 1, fill), rowCount: 1 });
    return sent.at(-1) as Uint8Array;
  };
  send(0); // The first frame of a result is as large as its rows.
  return { outbox, send };
}

describe("the memory of frames", () => {
  it("is written to again once the gateway has them, and never before", () => {
    const sent: Uint8Array[] = [];
    const { outbox, send } = writerTo(sent);
    const [one, two] = [send(1), send(2)];
    expect(two.buffer).not.toBe(one.buffer);
    outbox.credit(2, 1000);
    const three = send(3);
    expect(three.buffer).toBe(one.buffer);
    expect(send(4).buffer).not.toBe(two.buffer);
    expect(decodeFrame(three)).toMatchObject({ sequence: 3, rows: 1 });
    expect([two.at(-1), three.at(-1)]).toEqual([2, 3]);
  });

  it("is left alone after the link was lost: the one before may still hold it", () => {
    const sent: Uint8Array[] = [];
    const { outbox, send } = writerTo(sent);
    const one = send(1);
    outbox.suspend();
    outbox.resume((frame) => sent.push(frame), 2, 1000);
    expect(send(2).buffer).not.toBe(one.buffer);
  });

  it("takes what the link says before a frame, so that no frame is copied", () => {
    const sent: Uint8Array[] = [];
    const { send } = writerTo(sent);
    const frame = send(1);
    const said = { type: 2, nsp: "/agent", data: ["frames", "ses_1", frame] };
    const message = encodePacket(said) as Uint8Array;
    expect(message.buffer).toBe(frame.buffer);
    const copied = encodePacket({ ...said, data: ["frames", "ses_1", frame.slice()] });
    expect(Buffer.compare(message, copied as Uint8Array)).toBe(0);
    expect(decodePacket(message).data).toEqual(said.data);
  });
});
