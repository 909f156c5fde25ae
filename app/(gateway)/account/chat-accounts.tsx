"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

type Row = Outputs["integrations"]["chatAccounts"]["rows"][number];

/** Whose clicks in Slack are this person's votes. */
export function ChatAccounts({ rows }: { readonly rows: readonly Row[] }) {
  const router = useRouter();
  const unlink = useMutation(
    useTRPC().integrations.unlinkChatAccount.mutationOptions({
      onSuccess: () => {
        toast.ok("Unlinked");
        router.refresh();
      },
    }),
  );
  return (
    <Panel
      title="Slack accounts"
      description="Whoever uses one decides access requests as you."
      padded={false}
    >
      {unlink.error && (
        <div className="px-4 pt-3">
          <RefusalNote {...refusalOf(unlink.error)} />
        </div>
      )}
      <ul className="divide-y divide-line-soft">
        {rows.map((row) => (
          <li
            key={`${row.integrationId} ${row.externalId}`}
            className="flex items-center justify-between gap-4 px-4 py-2.5"
          >
            <div className="min-w-0">
              <p className="text-sm font-medium break-all">{row.externalName || row.externalId}</p>
              <p className="text-xs break-all text-muted">
                {row.externalId} · {row.integration} · linked <Time at={row.linkedAt} />
              </p>
            </div>
            <Button
              size="sm"
              busy={unlink.isPending && unlink.variables.externalId === row.externalId}
              aria-label={`Unlink ${row.externalName || row.externalId}`}
              onClick={() =>
                unlink.mutate({ integrationId: row.integrationId, externalId: row.externalId })
              }
            >
              Unlink
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
