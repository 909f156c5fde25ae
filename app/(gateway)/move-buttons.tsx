"use client";
import { ArrowDown, ArrowUp, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useOutdated } from "./force-switch";
import { moved } from "./moved";

interface MoveButtonsProps {
  readonly id: string;
  readonly name: string;
  /** Of all, as they are shown. */
  readonly ids: readonly string[];
  readonly reorder: {
    readonly isPending: boolean;
    readonly mutate: (asked: { readonly ids: string[] }) => void;
  };
}

/** Puts one of a list one place up or down. */
export function MoveButtons({ id, name, ids, reorder }: MoveButtonsProps) {
  const at = ids.indexOf(id);
  const move = (by: -1 | 1) => reorder.mutate({ ids: moved(ids, id, by) });
  return (
    <span className="inline-flex">
      <MoveButton
        label={`Move ${name} up`}
        icon={ArrowUp}
        disabled={at <= 0 || reorder.isPending}
        onClick={() => move(-1)}
      />
      <MoveButton
        label={`Move ${name} down`}
        icon={ArrowDown}
        disabled={at === ids.length - 1 || reorder.isPending}
        onClick={() => move(1)}
      />
    </span>
  );
}

interface MoveButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function MoveButton({ label, icon: Icon, disabled, onClick }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="flex size-7 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink disabled:opacity-40"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}

/** The list is read anew, whatever became of it. */
export function useReordered() {
  const router = useRouter();
  return { onSuccess: () => router.refresh(), ...useOutdated() };
}
