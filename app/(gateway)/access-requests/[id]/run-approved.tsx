"use client";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import type { Reader } from "../../../stream/gateway-stream";
import { loadStream } from "../../../stream/use-session-view";
import type { RequestDetail } from "../request-words";

/** The session's own page reads it. */
const nobody: Reader = { accept: () => true, over: () => undefined, lost: () => undefined };

/** Runs what was approved, once, and leads to its session. */
export function RunApproved({ request }: { readonly request: RequestDetail }) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);

  async function run() {
    setIsBusy(true);
    setRefusal(null);
    const stream = (await loadStream()).gatewayStream();
    await stream.ready();
    const outcome = await stream.runApproved(request.id, nobody);
    if (outcome.kind === "running") stream.unfollow(outcome.sessionId, nobody);
    const runsElsewhere = outcome.kind === "refused" && outcome.refusal.code === "REQUEST.CHANGED";
    if (outcome.kind === "refused" && !runsElsewhere) {
      setRefusal(outcome.refusal);
      setIsBusy(false);
      return;
    }
    router.push(`/sessions/${request.sessionId}`);
  }
  return (
    <>
      {refusal && (
        <div className="basis-full">
          <RefusalNote {...refusal} />
        </div>
      )}
      <Button variant="primary" icon={Play} busy={isBusy} onClick={() => void run()}>
        Run
      </Button>
    </>
  );
}
