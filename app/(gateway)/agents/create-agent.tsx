"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { AgentKeyDialog, type ShownKey } from "./agent-key-dialog";

const NAME_PATTERN = "[a-z0-9]([a-z0-9._\\-]{0,62}[a-z0-9])?";

export function CreateAgent() {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [shown, setShown] = useState<ShownKey | null>(null);
  const formId = useId();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(
    trpc.agents.create.mutationOptions({
      onSuccess: async (answer) => {
        setOpen(false);
        setName("");
        setShown(answer);
        await queries.invalidateQueries({ queryKey: trpc.agents.list.queryKey() });
      },
    }),
  );

  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        New agent
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          create.reset();
          setOpen(next);
        }}
        title="New agent"
        description="You get its key and the command that starts it in the next step."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
              Create agent
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ name });
          }}
        >
          <Field label="Name" help="Small letters, digits, and - _ . between them: where it runs.">
            <Input
              name="name"
              required
              pattern={NAME_PATTERN}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="eu-west-vpc"
              value={name}
              onChange={(event) => setName(event.target.value)}
              className="font-mono"
            />
          </Field>
          {create.error && <RefusalNote {...refusalOf(create.error)} />}
        </form>
      </Dialog>
      <AgentKeyDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}
