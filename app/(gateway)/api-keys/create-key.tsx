"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { KeyDialog, type ShownKey } from "./key-dialog";
import { EMPTY_DRAFT, KeyFields } from "./key-fields";

interface CreateKeyProps {
  /** Those that this person may give a key. */
  readonly groups: readonly string[] | "all";
}

export function CreateKey({ groups }: CreateKeyProps) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [shown, setShown] = useState<ShownKey | null>(null);
  const formId = useId();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: async (answer) => {
        setOpen(false);
        setDraft(EMPTY_DRAFT);
        setShown(answer);
        await queries.invalidateQueries({ queryKey: trpc.apiKeys.list.pathKey() });
      },
    }),
  );

  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        New key
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          create.reset();
          setOpen(next);
        }}
        title="New API key"
        description="You get the key in the next step, once."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
              Create key
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            const { days, groups: given, ...rest } = draft;
            create.mutate({ ...rest, days: Number(days), groups: draft.isBound ? [] : given });
          }}
        >
          <KeyFields
            draft={draft}
            change={(part) => setDraft({ ...draft, ...part })}
            groups={groups}
          />
          {create.error && <RefusalNote {...refusalOf(create.error)} />}
        </form>
      </Dialog>
      <KeyDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}
