import { isRefusal, isRefusalCode, type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import type { Administrator } from "./administrator";
import { secretPurpose } from "./connection-record";
import type { ConnectionProbe } from "./form";
import { connectionAbsent } from "./get-connection";
import {
  passwordNeeded,
  requirePasswordElsewhere,
  requireSettingsOfKind,
} from "./require-settings";
import { findConnection, findSecret } from "./store";

export type TestResult =
  | {
      readonly ok: true;
      readonly serverVersion: string;
      readonly durationMs: number;
      readonly tls: boolean;
    }
  | { readonly ok: false; readonly refusal: PublicRefusal };

/** Tries to reach and sign in to the target through the agent; runs nothing of a person's. */
export async function testConnection(
  deps: Deps,
  { actor, origin }: Administrator,
  probe: ConnectionProbe,
): Promise<TestResult> {
  requireSettingsOfKind(probe.kind, probe.settings);
  const password = probe.password ?? (await storedPassword(deps, probe));
  const { kind, settings, agentId } = probe;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "connection.tested", subject: probe.name ?? settings.host },
      after: { settings, agentId, storedSecretUsed: probe.password === null },
    }),
  );
  try {
    const target = { kind, settings, password, readOnly: true };
    const answer = await deps.links.test(agentId, { testId: deps.newId("tst"), target });
    if (answer.ok) return answer;
    const code = isRefusalCode(answer.code) ? answer.code : "TARGET.ERROR";
    return { ok: false, refusal: publicRefusal(code, answer.because) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ok: false, refusal: publicRefusal(error.code, error.message, error.facts) };
  }
}

/** The stored password, but only for where it was stored for: it is never sent to a new host. */
async function storedPassword(deps: Deps, probe: ConnectionProbe): Promise<string> {
  if (probe.name === null) throw passwordNeeded("A new connection needs a password.");
  const connection = await findConnection(deps.db.read, probe.name);
  if (connection === null) throw connectionAbsent(probe.name);
  // What speaks another protocol may say a password in another way.
  if (connection.kind !== probe.kind) throw passwordNeeded("Type the password for this kind.");
  requirePasswordElsewhere(connection, probe);
  const box = await findSecret(deps.db.read, connection.id);
  if (box === null) throw connectionAbsent(probe.name);
  return deps.secrets.open(secretPurpose(connection.id), box);
}
