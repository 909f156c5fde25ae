import { closeSync, readdirSync, readlinkSync } from "node:fs";
import { decodeFrame } from "../protocol/frame";
import { getSession } from "../server/sessions/get-session";
import type { GatewayClient, RecordReader, Run } from "./gateway-client";
import type { Person, PipelineRig } from "./pipeline-rig";
import type { ScriptedAgent, ScriptedSession } from "./scripted-agent";

export interface KindReader extends RecordReader {
  readonly kinds: string[];
}

/** Keeps the kinds of the records it gets. */
export function kindReader(): KindReader {
  const kinds: string[] = [];
  return { kinds, record: (_index, frame) => void kinds.push(frame.kind) };
}

export async function untilSeen(seen: KindReader, kind: string): Promise<void> {
  while (!seen.kinds.includes(kind)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The code of the refusal that a promise rejects with, at either end of the wire. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    if ("refusal" in error) return (error.refusal as { code: string }).code;
    return "code" in error ? String(error.code) : String(error);
  }
}

/** Closes the descriptor under a recording's feet: from now on every write to it fails. */
export function breakDisk(name: string): void {
  for (const fd of readdirSync("/proc/self/fd")) {
    try {
      if (readlinkSync(`/proc/self/fd/${fd}`).endsWith(name)) closeSync(Number(fd));
    } catch {
      // The descriptor of the listing itself is gone by now.
    }
  }
}

export interface RunningOnRig extends Run {
  readonly seen: KindReader;
  readonly session: ScriptedSession;
}

/** One person's page and one agent on a rig, with what tests ask of both again and again. */
export class RigRunner {
  agent: ScriptedAgent;
  readonly rig: PipelineRig;
  readonly page: GatewayClient;
  readonly ben: Person;
  readonly admin: Person;
  readonly shop: string;

  private constructor(parts: Omit<RigRunner, "run" | "kinds" | "state" | "row">) {
    this.agent = parts.agent;
    this.rig = parts.rig;
    this.page = parts.page;
    this.ben = parts.ben;
    this.admin = parts.admin;
    this.shop = parts.shop;
  }

  static async on(rig: PipelineRig): Promise<RigRunner> {
    const agent = await rig.agent();
    const ben = await rig.person("support");
    const admin = await rig.person("admin");
    const page = await rig.page(ben);
    const { name: shop } = await rig.connection();
    return new RigRunner({ rig, agent, ben, admin, page, shop });
  }

  /** Runs a statement and gives the page's end and the agent's end of it. */
  async run(statement = "select a from t", connection = this.shop): Promise<RunningOnRig> {
    const seen = kindReader();
    const asked = this.page.run(connection, statement, seen);
    const session = await this.agent.session();
    return { seen, session, ...(await asked) };
  }

  async row(sessionId: string) {
    return (await getSession(this.rig.deps, this.admin.actor, sessionId)).session;
  }

  async state(sessionId: string): Promise<string> {
    const { state, code } = await this.row(sessionId);
    return code === null ? state : `${state} ${code}`;
  }

  async kinds(sessionId: string): Promise<string[]> {
    const { recording } = await this.row(sessionId);
    const kinds: string[] = [];
    for await (const { frame } of this.rig.deps.recordings.read(recording?.path ?? "", 0)) {
      kinds.push(decodeFrame(frame).kind);
    }
    return kinds;
  }
}
