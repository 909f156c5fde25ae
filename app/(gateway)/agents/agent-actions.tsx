"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/ui/dialog";
import { Menu } from "@/ui/menu";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { AgentKeyDialog, type ShownKey } from "./agent-key-dialog";
import type { AgentRow } from "./agents-table";

/** What can be done with one agent. The embedded one belongs to the gateway and has nothing to do. */
export function AgentActions({ agent }: { readonly agent: AgentRow }) {
  const [asking, setAsking] = useState<"rotate" | "delete" | null>(null);
  if (agent.embedded) return null;
  const close = () => setAsking(null);
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`Actions for ${agent.name}`}
            className="-my-1 inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover"
          >
            <EllipsisVertical aria-hidden className="size-4" />
          </button>
        }
        groups={[
          [
            {
              kind: "item",
              icon: RotateCw,
              label: "Rotate key",
              onSelect: () => setAsking("rotate"),
            },
            {
              kind: "item",
              icon: Trash2,
              tone: "bad",
              label: "Delete",
              onSelect: () => setAsking("delete"),
            },
          ],
        ]}
      />
      <RotateKey agent={agent} open={asking === "rotate"} onClose={close} />
      <DeleteAgent agent={agent} open={asking === "delete"} onClose={close} />
    </>
  );
}

interface AskProps {
  readonly agent: AgentRow;
  readonly open: boolean;
  readonly onClose: () => void;
}

function RotateKey({ agent, open, onClose }: AskProps) {
  const [shown, setShown] = useState<ShownKey | null>(null);
  const rotate = useMutation(
    useTRPC().agents.rotateKey.mutationOptions({
      onSuccess: (answer) => {
        onClose();
        setShown(answer);
      },
    }),
  );
  return (
    <>
      <ConfirmDialog
        open={open}
        onOpenChange={onClose}
        title={`Rotate the key of ${agent.name}?`}
        confirm="Rotate key"
        keep="Cancel"
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate({ id: agent.id })}
      >
        <p>
          The present key stops working at once. The agent stays away until it is started with the
          new one; sessions that run on it end.
        </p>
        {rotate.error && <RefusalNote {...refusalOf(rotate.error)} />}
      </ConfirmDialog>
      <AgentKeyDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function DeleteAgent({ agent, open, onClose }: AskProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.agents.delete.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast.ok(`Deleted ${agent.name}`);
        await queries.invalidateQueries({ queryKey: trpc.agents.list.queryKey() });
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={`Delete ${agent.name}?`}
      confirm="Delete the agent"
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id: agent.id })}
    >
      <p>Its key stops working at once. It can only be deleted while no connection uses it.</p>
      {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
    </ConfirmDialog>
  );
}
