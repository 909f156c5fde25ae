"use client";
import { useRouter } from "next/navigation";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { refusalOf } from "../calls";

/** A rule of whatever kind that can be taken out of force. */
export interface Switched {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly enabled: boolean;
}

type Asked = Omit<Switched, "name">;

interface ForceSwitchProps {
  readonly rule: Switched;
  readonly change: {
    readonly isPending: boolean;
    readonly variables: Asked | undefined;
    readonly mutate: (asked: Asked) => void;
  };
}

/** Takes a rule out of force and back, at once. */
export function ForceSwitch({ rule, change }: ForceSwitchProps) {
  const { id, name, version, enabled } = rule;
  return (
    <Switch
      label={`${name} is in force`}
      checked={change.isPending ? (change.variables?.enabled ?? enabled) : enabled}
      disabled={change.isPending}
      onChange={(next) => change.mutate({ id, version, enabled: next })}
    />
  );
}

/** What is said once it is switched; a list that was out of date is read anew. */
export function useSwitched(name: string) {
  const outdated = useOutdated();
  const router = useRouter();
  return {
    onSuccess: (_: unknown, { enabled }: Asked) => {
      toast.ok(enabled ? `${name} is in force` : `${name} is switched off`);
      router.refresh();
    },
    ...outdated,
  };
}

/** Says why a change at once of a list was refused, and reads the list anew. */
export function useOutdated() {
  const router = useRouter();
  return {
    onError: (error: unknown) => {
      const { because, code } = refusalOf(error);
      toast.bad(because, code);
      router.refresh();
    },
  };
}
