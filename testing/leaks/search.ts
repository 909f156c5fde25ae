import { saidByFrames } from "@/agent/sessions/probe/said";
import { ValueFinder } from "@/domain/masking/probe/find-values";
import type { ReceivedSession } from "../fake-gateway";

const NO_DIGESTS = () => [];

/** What of the values can be found in what left the agent: nothing, when it is well. */
export function findLeaks(session: ReceivedSession, values: readonly string[]): string[] {
  const { rows, texts } = saidByFrames(session.frames);
  // More than a client is shown: all that a frame says of itself.
  const said = { rows, texts: [...texts, { channel: "notice", text: session.text() } as const] };
  return values.flatMap((value) => {
    const found = new ValueFinder([value], NO_DIGESTS).find(said, "");
    return found === null ? [] : [`${value} (${found.form}, ${found.channel})`];
  });
}

/** All that left the agent but what names the database's own objects by number, however it was cut into frames. */
export function saidOf(session: ReceivedSession): string {
  const numbers = /("relationId":|"typeId":|"oid:)\d+/g;
  const said = session.frames.map(({ kind, payload }) => {
    const text = Buffer.from(payload).toString("latin1");
    return kind === "rows" ? text : `\n${text}\n`;
  });
  return said.join("").replaceAll(numbers, (_, word: string) => `${word}0`);
}
