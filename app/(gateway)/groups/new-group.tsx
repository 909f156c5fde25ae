"use client";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { GROUP_NAME_CHARACTERS_MAX } from "@/domain/people/group-name";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { groupHref } from "../places";

export function NewGroup() {
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const create = useMutation(
    useTRPC().groups.create.mutationOptions({
      onSuccess: ({ id }) => {
        setOpen(false);
        router.push(groupHref(id));
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        New group
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          create.reset();
          setOpen(next);
        }}
        title="New group"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
              Create group
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ name: name.trim() });
          }}
        >
          <Field label="Name" help="A team, a level, a role: engineering, sales, approver-eu.">
            <Input
              required
              maxLength={GROUP_NAME_CHARACTERS_MAX}
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          {create.error && <RefusalNote {...refusalOf(create.error)} />}
        </form>
      </Dialog>
    </>
  );
}
