"use client";
import { useMutation } from "@tanstack/react-query";
import { KeyRound, Trash2, UserCheck, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";
import { LinkDialog, type ShownLink } from "../link-dialog";
import { ResetFactor } from "./reset-factor";

type User = Outputs["users"]["get"];

/** What can be done with one person. */
export function UserActions({ user }: { readonly user: User }) {
  const isLocal = user.source === "local" && user.identities.length === 0;
  return (
    <>
      {isLocal && user.status === "active" && <MakeLink user={user} />}
      {user.hasSecondFactor && <ResetFactor user={user} />}
      <SwitchStatus user={user} />
      <DeleteUser user={user} />
    </>
  );
}

interface ActionProps {
  readonly user: User;
}

function MakeLink({ user }: ActionProps) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<ShownLink | null>(null);
  const router = useRouter();
  const make = useMutation(
    useTRPC().users.resetPassword.mutationOptions({
      onSuccess: (link) => {
        setOpen(false);
        setShown({ name: user.name, ...link });
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button icon={KeyRound} onClick={() => setOpen(true)}>
        {user.hasPassword ? "Reset password" : "New link"}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          make.reset();
          setOpen(next);
        }}
        title={`A new one-time link for ${user.name}?`}
        keep="Cancel"
        confirm="Make the link"
        busy={make.isPending}
        onConfirm={() => make.mutate({ id: user.id })}
      >
        <p>
          Earlier links stop working. The present password works until the new link is used; then it
          is replaced and every sign-in of {user.name} ends.
        </p>
        {make.error && <RefusalNote {...refusalOf(make.error)} />}
      </ConfirmDialog>
      <LinkDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function SwitchStatus({ user }: ActionProps) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const isActive = user.status === "active";
  const change = useMutation(
    useTRPC().users.setStatus.mutationOptions({
      onSuccess: (_, { status }) => {
        setOpen(false);
        toast.ok(`${user.name} is ${status}`);
        router.refresh();
      },
    }),
  );
  const status = isActive ? "inactive" : "active";
  return (
    <>
      <Button icon={isActive ? UserX : UserCheck} onClick={() => setOpen(true)}>
        {isActive ? "Deactivate" : "Activate"}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          change.reset();
          setOpen(next);
        }}
        title={`${isActive ? "Deactivate" : "Activate"} ${user.name}?`}
        keep="Cancel"
        confirm={isActive ? "Deactivate" : "Activate"}
        busy={change.isPending}
        onConfirm={() => change.mutate({ id: user.id, status })}
      >
        <p>
          {isActive
            ? "Every sign-in ends within a second, open pages close and what they run is cancelled. Groups and history stay."
            : "They can sign in again, with the groups they have."}
        </p>
        {change.error && <RefusalNote {...refusalOf(change.error)} />}
      </ConfirmDialog>
    </>
  );
}

function DeleteUser({ user }: ActionProps) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const remove = useMutation(
    useTRPC().users.delete.mutationOptions({
      onSuccess: () => {
        toast.ok(`Deleted ${user.name}`);
        router.push("/users");
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="danger-quiet" icon={Trash2} onClick={() => setOpen(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          remove.reset();
          setOpen(next);
        }}
        title={`Delete ${user.name}?`}
        confirm="Delete the person"
        typeToConfirm={user.email}
        busy={remove.isPending || remove.isSuccess}
        onConfirm={() => remove.mutate({ id: user.id })}
      >
        <p>
          They are signed out at once and what they run is cancelled. Their sessions and audit lines
          stay under their name.
          {user.source === "idp" &&
            " The identity provider still knows them: a new sign-in there makes a new account."}
        </p>
        {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
      </ConfirmDialog>
    </>
  );
}
