"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Picker } from "@/ui/picker";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

const PEOPLE_MAX = 500;

interface BulkGroupsProps {
  readonly ids: readonly string[];
  readonly groups: readonly string[];
  readonly onDone: () => void;
}

/** What can be done with everybody who is chosen, on whatever page they are. */
export function BulkGroups({ ids, groups, onDone }: BulkGroupsProps) {
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
      <GroupsDialog ids={ids} groups={groups} open={open} onOpenChange={setOpen} onDone={onDone} />
    </div>
  );
}

interface GroupsDialogProps extends BulkGroupsProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function GroupsDialog({ ids, groups, open, onOpenChange, onDone }: GroupsDialogProps) {
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
  const nothing = groups.length > 0 ? "No group is called that." : "There is no local group yet.";
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
          <Picker value={add} onChange={setAdd} choices={groups} nothing={nothing} />
        </Field>
        <Field
          label="Remove from"
          help="What they run where only this group let them is cancelled."
        >
          <Picker value={remove} onChange={setRemove} choices={groups} nothing={nothing} />
        </Field>
        {edit.error && <RefusalNote {...refusalOf(edit.error)} />}
      </form>
    </Dialog>
  );
}
