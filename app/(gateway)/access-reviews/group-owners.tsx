"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserCog } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Select } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { TagInput } from "@/ui/tag-input";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

/** Who may review a group besides admins; of one group when it is given. */
export function GroupOwners({ group }: { readonly group?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={UserCog} size={group === undefined ? "md" : "sm"} onClick={() => setOpen(true)}>
        {group === undefined ? "Group owners" : "Change owners"}
      </Button>
      {open && <OwnersDialog fixed={group} onClose={() => setOpen(false)} />}
    </>
  );
}

interface OwnersDialogProps {
  readonly fixed: string | undefined;
  readonly onClose: () => void;
}

function OwnersDialog({ fixed, onClose }: OwnersDialogProps) {
  const [group, setGroup] = useState(fixed ?? "");
  const [edited, setEdited] = useState<string[] | null>(null);
  const formId = useId();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const known = useQuery({ ...trpc.reviews.owners.queryOptions({ group }), enabled: group !== "" });
  const save = useMutation(
    trpc.reviews.setOwners.mutationOptions({
      onSuccess: async () => {
        toast.ok(`Saved the owners of ${group}`);
        onClose();
        await queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() });
      },
    }),
  );
  const emails = edited ?? known.data?.owners.map(({ email }) => email) ?? [];

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={fixed === undefined ? "Group owners" : `Owners of ${fixed}`}
      description="Owners start, decide and complete reviews of their group. It gives them no access."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={save.isPending}
            disabled={!known.isSuccess}
          >
            Save owners
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ group, emails });
        }}
      >
        {fixed === undefined && (
          <GroupField
            value={group}
            onChange={(name) => {
              setGroup(name);
              setEdited(null);
            }}
          />
        )}
        {known.isSuccess && (
          <Field label="Owners" help="E-mail addresses; Enter adds one.">
            <TagInput
              value={emails}
              onChange={setEdited}
              placeholder="somebody@example.com"
              objectionTo={(word) => (word.includes("@") ? null : "That is no e-mail address.")}
            />
          </Field>
        )}
        {save.error && <RefusalNote {...refusalOf(save.error)} />}
      </form>
    </Dialog>
  );
}

interface GroupFieldProps {
  readonly value: string;
  readonly onChange: (group: string) => void;
}

function GroupField({ value, onChange }: GroupFieldProps) {
  const { data } = useQuery(useTRPC().reviews.subjects.queryOptions());
  return (
    <Field label="Group">
      <Select
        required
        placeholder="Choose one"
        choices={(data?.groups ?? []).map((name) => ({ value: name, label: name }))}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
