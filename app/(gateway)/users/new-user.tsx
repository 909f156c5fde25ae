"use client";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { Picker } from "@/ui/picker";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { useGroupNames } from "../group-names";
import { LinkDialog, type ShownLink } from "./link-dialog";

const SOURCE_CHOICES = [
  { value: "local", label: "A password of their own, set by a one-time link" },
  { value: "idp", label: "The identity provider" },
];
const SOURCE_HELP = {
  local: "You get the link in the next step.",
  idp: "Bound at their first sign-in there, when the provider has verified this e-mail address.",
} as const;
const NOBODY = { source: "local" as "local" | "idp", name: "", email: "", groups: [] as string[] };

interface NewUserProps {
  readonly hasProvider: boolean;
}

export function NewUser({ hasProvider }: NewUserProps) {
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(NOBODY);
  const [shown, setShown] = useState<ShownLink | null>(null);
  const create = useMutation(
    useTRPC().users.create.mutationOptions({
      onSuccess: ({ link }, { name }) => {
        setOpen(false);
        setDraft(NOBODY);
        if (link === null) toast.ok(`${name} can sign in now`);
        else setShown({ name, ...link });
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        New person
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          create.reset();
          setOpen(next);
        }}
        title="New person"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
              {draft.source === "local" ? "Create and show the link" : "Create"}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate(draft);
          }}
        >
          <PersonFields draft={draft} onChange={setDraft} hasProvider={hasProvider} />
          {create.error && <RefusalNote {...refusalOf(create.error)} />}
        </form>
      </Dialog>
      <LinkDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

interface PersonFieldsProps extends NewUserProps {
  readonly draft: typeof NOBODY;
  readonly onChange: (draft: typeof NOBODY) => void;
}

function PersonFields({ draft, onChange, hasProvider }: PersonFieldsProps) {
  const groups = useGroupNames("local");
  return (
    <>
      <Field label="Name">
        <Input
          required
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label="E-mail">
        <Input
          type="email"
          required
          maxLength={320}
          autoComplete="off"
          value={draft.email}
          onChange={(event) => onChange({ ...draft, email: event.target.value })}
        />
      </Field>
      {hasProvider && (
        <Field label="Signs in with" help={SOURCE_HELP[draft.source]}>
          <Select
            choices={SOURCE_CHOICES}
            value={draft.source}
            onChange={({ target }) =>
              onChange({ ...draft, source: target.value === "idp" ? "idp" : "local" })
            }
          />
        </Field>
      )}
      <Field label="Groups" optional help="They give the role and the connections.">
        <Picker
          value={draft.groups}
          onChange={(picked) => onChange({ ...draft, groups: picked })}
          choices={groups.names}
          nothing={groups.nothing}
        />
      </Field>
    </>
  );
}
