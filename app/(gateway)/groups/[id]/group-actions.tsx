"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { GROUP_NAME_CHARACTERS_MAX, objectionToGroupName } from "@/domain/people/group-name";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";
import { EffectNote, RulesNote } from "./effect";

interface ActionProps {
  readonly group: Pick<Outputs["groups"]["get"], "id" | "name">;
}

export function GroupActions({ group }: ActionProps) {
  return (
    <>
      <RenameGroup group={group} />
      <DeleteGroup group={group} />
    </>
  );
}

function RenameGroup({ group }: ActionProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(group.name);
  const isNew = name.trim() !== group.name && objectionToGroupName(name.trim()) === null;
  const effect = useQuery({
    ...trpc.groups.renamingEffect.queryOptions({ id: group.id, name: name.trim() }),
    enabled: open && isNew,
    staleTime: 0,
  });
  const rename = useMutation(
    trpc.groups.rename.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.ok(`Renamed to ${name.trim()}`);
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button icon={Pencil} onClick={() => setOpen(true)}>
        Rename
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          rename.reset();
          setName(group.name);
          setOpen(next);
        }}
        title={`Rename ${group.name}`}
        description="People and connections stay with it. Roles go by the name."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              busy={rename.isPending}
              disabled={!isNew}
            >
              Rename
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isNew) rename.mutate({ id: group.id, name: name.trim() });
          }}
        >
          <Field label="Name">
            <Input
              required
              maxLength={GROUP_NAME_CHARACTERS_MAX}
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          {isNew && effect.data && <EffectNote effect={effect.data} />}
          {rename.error && <RefusalNote {...refusalOf(rename.error)} />}
        </form>
      </Dialog>
    </>
  );
}

function DeleteGroup({ group: { id, name } }: ActionProps) {
  const trpc = useTRPC();
  const [isAsking, setIsAsking] = useState(false);
  const effect = useQuery({
    ...trpc.groups.deletionEffect.queryOptions({ id }),
    enabled: isAsking,
    staleTime: 0,
  });
  const removal = useMutation(trpc.groups.delete.mutationOptions(useDeleted(name, "/groups")));
  return (
    <DeleteThing
      name={name}
      noun="group"
      removal={removal}
      isLooking={effect.isPending}
      onAsk={setIsAsking}
      onConfirm={() => removal.mutate({ id })}
    >
      {effect.isPending && <p className="text-muted">Looking at what would change …</p>}
      {effect.data && <RulesNote {...effect.data} />}
      {effect.data && <EffectNote effect={effect.data} />}
      {effect.error && <RefusalNote {...refusalOf(effect.error)} />}
    </DeleteThing>
  );
}
