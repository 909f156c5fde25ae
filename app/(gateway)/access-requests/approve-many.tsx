"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import type { Outputs } from "@/server/api/root";
import { RiskBadge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { askedFor, type RequestRow } from "./request-words";

type Results = Outputs["requests"]["approveMany"];

interface ApproveManyProps {
  readonly rows: readonly RequestRow[];
  readonly onClose: () => void;
}

/** Lists what is about to be approved, and then what was refused of it. */
export function ApproveMany({ rows: given, onClose }: ApproveManyProps) {
  // What was chosen is what is decided, at the texts that were seen; the list behind goes on changing.
  const [rows] = useState(given.slice(0, REQUEST_LIMITS.approvedAtOnceMax));
  const [results, setResults] = useState<Results | null>(null);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const approve = useMutation(
    trpc.requests.approveMany.mutationOptions({
      onSuccess: (answered) => {
        const refused = answered.filter(({ refusal }) => refusal !== null).length;
        if (refused > 0) return setResults(answered);
        toast.ok(`Approved: ${answered.length}`);
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.requests.pathKey() }),
    }),
  );
  const title = rows.length === 1 ? "Approve this request?" : `Approve ${rows.length} requests?`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={results === null ? title : "Not all were approved"}
      footer={
        results === null ? (
          <>
            <Button onClick={onClose}>Not yet</Button>
            <Button
              variant="primary"
              // The keyboard goes on with Enter, except past what is of high risk.
              autoFocus={rows.every(({ risk }) => risk !== "high")}
              busy={approve.isPending}
              onClick={() =>
                approve.mutate({ requests: rows.map(({ id, revision }) => ({ id, revision })) })
              }
            >
              Approve
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      <div className="space-y-3">
        <Warnings rows={rows} more={given.length - rows.length} />
        <ul className="divide-y divide-line-soft rounded-md border border-line">
          {rows.map((row) => (
            <One key={row.id} row={row} results={results} />
          ))}
        </ul>
        {approve.error && <RefusalNote {...refusalOf(approve.error)} />}
      </div>
    </Dialog>
  );
}

function Warnings({ rows, more }: { readonly rows: readonly RequestRow[]; readonly more: number }) {
  const high = rows.filter(({ risk }) => risk === "high").length;
  return (
    <>
      {high > 0 && (
        <Note tone="warn">
          {high} of high risk. Look at {high === 1 ? "it" : "each"} before you approve.
        </Note>
      )}
      {more > 0 && <Note>{more} more are left for the next time.</Note>}
    </>
  );
}

function One({ row, results }: { readonly row: RequestRow; readonly results: Results | null }) {
  const result = results?.find(({ id }) => id === row.id);
  return (
    <li className="space-y-1 px-3 py-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <b className="font-medium text-ink">{row.requester.name}</b> on {row.connection}
        {row.kind === "action" && row.risk !== "low" && <RiskBadge risk={row.risk} />}
        {result?.refusal === null && <span className="text-ok">approved</span>}
      </div>
      {row.kind === "action" ? (
        <pre className="font-mono text-xs break-words whitespace-pre-wrap">{row.command}</pre>
      ) : (
        <p>{askedFor(row)}</p>
      )}
      {row.reason !== "" && <p className="break-words text-muted">{row.reason}</p>}
      {result?.refusal != null && <RefusalNote {...result.refusal} />}
    </li>
  );
}
