"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { deviceOf } from "./device-of";

type Row = Outputs["account"]["signIns"]["rows"][number];

/** Every place where this person is signed in; each can be ended at once. */
export function SignInsTable({ rows }: { readonly rows: readonly Row[] }) {
  const router = useRouter();
  const trpc = useTRPC();
  const endOne = useMutation(
    trpc.account.endSignIn.mutationOptions({
      onSuccess: () => {
        toast.ok("Sign-in ended");
        router.refresh();
      },
    }),
  );
  const endOthers = useMutation(
    trpc.account.endOtherSignIns.mutationOptions({
      onSuccess: ({ ended }) => {
        toast.ok(ended === 1 ? "1 sign-in ended" : `${ended} sign-ins ended`);
        router.refresh();
      },
    }),
  );
  const error = endOne.error ?? endOthers.error;
  const others = rows.filter((row) => !row.current).length;

  return (
    <section className="rounded-lg border border-line bg-surface shadow-low">
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line-soft px-4 py-3">
        <div>
          <h2 className="text-base font-semibold">Sign-ins</h2>
          <p className="text-sm text-muted">Ending one also ends what it runs.</p>
        </div>
        {others > 0 && (
          <Button size="sm" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        )}
      </div>
      {error && (
        <div className="px-4 pt-3">
          <RefusalNote {...refusalOf(error)} />
        </div>
      )}
      <ul className="divide-y divide-line-soft">
        {rows.map((row) => (
          <SignInLine
            key={row.id}
            row={row}
            busy={endOne.isPending && endOne.variables.id === row.id}
            onEnd={() => endOne.mutate({ id: row.id })}
          />
        ))}
      </ul>
    </section>
  );
}

interface SignInLineProps {
  readonly row: Row;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SignInLine({ row, busy, onEnd }: SignInLineProps) {
  const device = deviceOf(row.userAgent);
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-2.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
          <span title={row.userAgent}>{device}</span>
          {row.current && <Badge tone="ok">this one</Badge>}
        </p>
        <p className="text-xs text-muted">
          {row.address} · {row.method === "local" ? "local account" : "identity provider"} · seen{" "}
          <Time at={row.lastSeenAt} /> · ends <Time at={row.expiresAt} />
        </p>
      </div>
      {!row.current && (
        <Button size="sm" busy={busy} onClick={onEnd} aria-label={`End the sign-in on ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}
