import { expect } from "@playwright/test";
import type { GatewayClient, Run, RunEnd } from "@/testing/gateway-client";
import type { World } from "./world";

interface Collected {
  readonly run: Run;
  readonly rows: number;
  readonly bytes: number;
  readonly kinds: readonly string[];
  readonly end: RunEnd;
}

export async function collect(
  client: GatewayClient,
  connection: string,
  sql: string,
): Promise<Collected> {
  let rows = 0;
  let bytes = 0;
  const kinds: string[] = [];
  const run = await client.run(connection, sql, {
    record(_index, frame, whole) {
      kinds.push(frame.kind);
      bytes += whole.byteLength;
      if (frame.kind === "rows") rows += frame.rows;
    },
  });
  const end = await run.ended;
  return { run, rows, bytes, kinds, end };
}

/** The end of a run in a word: its state and its code. */
export function wordsOf(end: RunEnd): string {
  if (end.kind !== "over") return end.kind;
  return end.end.code === null ? end.end.state : `${end.end.state} ${end.end.code}`;
}

export interface Detail {
  readonly state: string;
  readonly code: string | null;
  readonly because: string | null;
  readonly next: string | null;
  readonly recording: { readonly records: number; readonly closedAt: Date | null } | null;
}

/** What the session page will say; a session that did not end well says why and what now. */
export async function expectExplained(client: GatewayClient, sessionId: string): Promise<Detail> {
  const detail = await client.query<Detail>("sessions.get", { id: sessionId });
  expect(detail.because).toMatch(/\w/);
  expect(detail.next).toMatch(/\w/);
  expect(detail.recording?.closedAt).not.toBeNull();
  return detail;
}

export async function expectNothingRuns({ target }: World, word: string): Promise<void> {
  const sql = `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${word}%' AND pid <> pg_backend_pid()`;
  await expect.poll(() => target.psql(sql), { timeout: 10_000 }).toBe("0");
}
