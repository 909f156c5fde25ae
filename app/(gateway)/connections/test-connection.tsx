"use client";
import { useMutation } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useState } from "react";
import type { ConnectionKind } from "@/domain/connections/connection";
import { KINDS } from "@/domain/connections/kinds";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { formatDuration } from "@/ui/duration";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import {
  type ConnectionDraft,
  objectionsToTarget,
  type StoredConnection,
  settingsOf,
} from "./connection-draft";

interface TestConnectionProps {
  readonly draft: ConnectionDraft;
  readonly stored: StoredConnection | null;
  /** Called when fields that the test needs are not filled in yet. */
  readonly onObjected: () => void;
}

/** Signs in to the target through the agent, as it is typed now; nothing is saved. */
export function TestConnection({ draft, stored, onObjected }: TestConnectionProps) {
  const test = useMutation(useTRPC().connections.test.mutationOptions());
  const [tested, setTested] = useState<string | null>(null);
  const { agentId, password } = draft;
  const asked = {
    ...{ kind: draft.kind, agentId, settings: settingsOf(draft) },
    ...{ name: stored?.name ?? null, password: stored && password === "" ? null : password },
  };
  const isCurrent = tested === JSON.stringify(asked);

  function run() {
    if (Object.keys(objectionsToTarget(draft, stored)).length > 0) return onObjected();
    setTested(JSON.stringify(asked));
    test.mutate(asked);
  }

  return (
    <div className="space-y-3 border-t border-line-soft pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={PlugZap} busy={test.isPending} onClick={run}>
          Test connection
        </Button>
        <span aria-live="polite" className="text-sm text-muted">
          {test.isPending
            ? "The agent is signing in to the target…"
            : "Through the agent, with what is typed above. Saves nothing."}
        </span>
      </div>
      {isCurrent && test.error && <RefusalNote {...refusalOf(test.error)} />}
      {isCurrent && test.data && <TestAnswer answer={test.data} kind={draft.kind} />}
    </div>
  );
}

interface TestAnswerProps {
  readonly answer: Outputs["connections"]["test"];
  readonly kind: ConnectionKind;
}

function TestAnswer({ answer, kind }: TestAnswerProps) {
  if (!answer.ok) return <RefusalNote {...answer.refusal} />;
  return (
    <Note tone="ok">
      It works: <b>{serverInWords(kind, answer.serverVersion)}</b> answered in{" "}
      {formatDuration(answer.durationMs)}, {answer.tls ? "encrypted with TLS." : "without TLS."}
    </Note>
  );
}

/** `PostgreSQL 15.2`; a MariaDB says itself what it is. */
function serverInWords(kind: ConnectionKind, version: string): string {
  return version.includes("MariaDB") ? version : `${KINDS[kind].title} ${version}`;
}
