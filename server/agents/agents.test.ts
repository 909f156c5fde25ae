import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAPABILITIES } from "@/protocol/version";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { createAgent } from "./create-agent";
import { deleteAgent } from "./delete-agent";
import { dropStaleLinks } from "./drop-stale-links";
import { ensureEmbeddedAgent } from "./ensure-embedded-agent";
import { listAgents } from "./list-agents";
import { makeAgentLinks } from "./make-agent-links";
import { presentAgent } from "./present";
import { rotateAgentKey } from "./rotate-agent-key";

let rig: PipelineRig;
let admin: Person;
const open: ScriptedAgent[] = [];

beforeAll(async () => {
  rig = await pipelineRig();
  admin = await rig.person("admin");
});
afterAll(async () => {
  for (const agent of open) agent.close();
  await rig.close();
});

function dial(key: string): ScriptedAgent {
  const agent = new ScriptedAgent(rig.url, key);
  open.push(agent);
  return agent;
}

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

const rowOf = async (id: string) => {
  const agents = await listAgents(rig.deps);
  const row = agents.find((agent) => agent.id === id);
  return row === undefined ? null : presentAgent(row, rig.deps.links.presence(id));
};

describe("the link of an agent whose key was replaced or who was deleted by another gateway", () => {
  it("is cut within a second, and nobody else's is", async () => {
    const gone = await createAgent(rig.deps, admin, "gone-1");
    const rotated = await createAgent(rig.deps, admin, "rotated-1");
    const stays = await createAgent(rig.deps, admin, "stays-1");
    for (const { key } of [gone, rotated, stays]) expect(await dial(key).connected()).toBeNull();
    const elsewhere = { ...rig.deps, links: makeAgentLinks() };
    await rotateAgentKey(elsewhere, admin, rotated.id);
    await deleteAgent(elsewhere, admin, gone.id);
    await dropStaleLinks(rig.deps);
    const online = [gone, rotated, stays].map(({ id }) => rig.deps.links.isOnline(id));
    expect(online).toEqual([false, false, true]);
  });
});

describe("an agent", () => {
  it("is online from its connect to its disconnect, and tells what it is", async () => {
    const { id, key } = await createAgent(rig.deps, admin, "edge-1");
    expect(await rowOf(id)).toMatchObject({ online: false, lastSeenAt: null });
    const agent = dial(key);
    expect(await agent.connected()).toBeNull();
    expect(await rowOf(id)).toMatchObject({
      ...{ online: true, hostname: "test-host", capabilities: [...CAPABILITIES] },
    });
    agent.close();
    while (rig.deps.links.isOnline(id)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await rowOf(id)).toMatchObject({ online: false, hostname: "test-host" });
  });

  it("has a key that is stored only as its hash and audited nowhere", async () => {
    const { id, key } = await createAgent(rig.deps, admin, "edge-2");
    const row = await rig.deps.db.read.agent.findUnique({ where: { id } });
    expect(row?.keyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.keyHash).not.toContain(key);
    const audit = await rig.deps.db.read.auditEvent.findMany({
      select: { before: true, after: true },
    });
    expect(JSON.stringify(audit)).not.toContain(key);
    expect(await auditTrail(rig.deps)).toContain("agent.created edge-2");
  });

  it("with a new key is cut at once and not let in with the old one", async () => {
    const { id, key } = await createAgent(rig.deps, admin, "edge-3");
    const agent = dial(key);
    await agent.connected();
    const fresh = await rotateAgentKey(rig.deps, admin, id);
    await agent.disconnected();
    expect(await dial(key).connected()).toBe("AGENT.KEY_UNKNOWN");
    expect(await dial(fresh.key).connected()).toBeNull();
  });

  it("is deleted only when no connection uses it, and then cut", async () => {
    const { id, key } = await createAgent(rig.deps, admin, "edge-4");
    const agent = dial(key);
    await agent.connected();
    const { name } = await rig.connection({ agentId: id });
    expect(await code(deleteAgent(rig.deps, admin, id))).toBe("AGENT.IN_USE");
    await rig.deps.db.transaction((tx) => tx.connection.delete({ where: { name } }));
    await deleteAgent(rig.deps, admin, id);
    await agent.disconnected();
    expect(await dial(key).connected()).toBe("AGENT.KEY_UNKNOWN");
  });

  it("has a name of its own", async () => {
    await createAgent(rig.deps, admin, "edge-5");
    expect(await code(createAgent(rig.deps, admin, "edge-5"))).toBe("AGENT.EXISTS");
  });
});

describe("the embedded agent", () => {
  it("is one, whatever the number of starts, and its key is new with each", async () => {
    const again = await ensureEmbeddedAgent(rig.deps);
    expect(again.id).toBe(rig.agentId);
    expect(again.key).not.toBe(rig.agentKey);
    expect(await dial(rig.agentKey).connected()).toBe("AGENT.KEY_UNKNOWN");
  });

  it("is neither deleted nor given a key by a person", async () => {
    expect(await code(deleteAgent(rig.deps, admin, rig.agentId))).toBe("AGENT.IN_USE");
    const before = await rig.deps.db.read.agent.findUnique({ where: { id: rig.agentId } });
    expect(await code(rotateAgentKey(rig.deps, admin, rig.agentId))).toBe("AGENT.IN_USE");
    const after = await rig.deps.db.read.agent.findUnique({ where: { id: rig.agentId } });
    expect(after?.keyHash).toBe(before?.keyHash);
  });
});

describe("the command that starts an agent", () => {
  it("puts the key into a file of mode 600 and never into an argument", async () => {
    const { key, command, unit } = await createAgent(rig.deps, admin, "edge-6");
    expect(unit).not.toContain(key);
    const lines = command.split("\n");
    expect(lines.filter((line) => line.includes(key))).toEqual([`GATEHOUSE_KEY=${key}`]);
    expect(lines.at(-1)).toMatch(/node gatehouse-agent\.mjs$/);
  });

  it("runs as it is in a shell, with a stand-in for the gateway", async () => {
    const { key, command } = await createAgent(rig.deps, admin, "edge-7");
    const home = mkdtempSync(path.join(tmpdir(), "agent-home-"));
    const bin = path.join(home, "bin");
    execFileSync("mkdir", [bin]);
    const agentFile = "console.log(process.env.GATEHOUSE_KEY, process.argv.length)";
    writeFileSync(path.join(home, "served.mjs"), agentFile);
    const curl = [
      "#!/bin/sh",
      `case "$2" in *.sha256) sed s,served.mjs,gatehouse-agent.mjs, "${home}/sum";;`,
      `*) cp "${home}/served.mjs" "$4";; esac`,
    ];
    execFileSync("sh", ["-c", "sha256sum served.mjs > sum"], { cwd: home });
    writeFileSync(path.join(bin, "curl"), curl.join("\n"), { mode: 0o755 });
    const env = { ...process.env, HOME: home, PATH: `${bin}:${process.env["PATH"]}` };
    const said = execFileSync("sh", ["-ec", command], { env, encoding: "utf8" });
    expect(said).toContain(`${key} 2`);
    const file = path.join(home, "gatehouse-agent", "agent.env");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("GATEHOUSE_GATEWAY=http://localhost:3000");
    rmSync(home, { recursive: true, force: true });
  });
});
