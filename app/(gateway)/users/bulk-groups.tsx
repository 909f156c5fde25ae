"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Picker, type PickerProps } from "@/ui/picker";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { useGroupNames } from "../group-names";

const PEOPLE_MAX = 500;

interface BulkGroupsProps {
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

/** What can be done with everybody who is chosen, on whatever page they are. */
export function BulkGroups({ ids, onDone }: BulkGroupsProps) {
  const [open, setOpen] = useState(false);
  const tooMany = ids.length > PEOPLE_MAX;
  return (
    <div
      role="status"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-1.5 text-sm"
    >
      <span className="tabular font-medium">{formatCount(ids.length)} chosen</span>
      {tooMany && <span className="text-muted">At most {PEOPLE_MAX} can be edited at once.</span>}
      <span className="flex-1" />
      <Button size="sm" disabled={tooMany} onClick={() => setOpen(true)}>
        Edit groups
      </Button>
      <Button size="sm" variant="ghost" icon={X} onClick={onDone}>
        Choose nobody
      </Button>
      <GroupsDialog ids={ids} open={open} onOpenChange={setOpen} onDone={onDone} />
    </div>
  );
}

interface GroupsDialogProps extends BulkGroupsProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function GroupsDialog({ ids, open, onOpenChange, onDone }: GroupsDialogProps) {
  const router = useRouter();
  const formId = useId();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const edit = useMutation(
    useTRPC().users.bulkGroups.mutationOptions({
      onSuccess: ({ changed }) => {
        onOpenChange(false);
        toast.ok(changed === 1 ? "1 person changed" : `${formatCount(changed)} people changed`);
        onDone();
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        edit.reset();
        onOpenChange(next);
      }}
      title={`Groups of ${ids.length === 1 ? "1 person" : `${formatCount(ids.length)} people`}`}
      description="Groups of the identity provider are not listed: it decides who is in them."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={edit.isPending}
            disabled={add.length + remove.length === 0}
          >
            Change groups
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          edit.mutate({ userIds: [...ids], add, remove });
        }}
      >
        <Field label="Add to">
          <LocalGroups value={add} onChange={setAdd} />
        </Field>
        <Field
          label="Remove from"
          help="What they run where only this group let them is cancelled."
        >
          <LocalGroups value={remove} onChange={setRemove} />
        </Field>
        {edit.error && <RefusalNote {...refusalOf(edit.error)} />}
      </form>
    </Dialog>
  );
}

function LocalGroups(props: Pick<PickerProps, "value" | "onChange">) {
  const { names, nothing } = useGroupNames("local");
  return <Picker {...props} choices={names} nothing={nothing} />;
}
