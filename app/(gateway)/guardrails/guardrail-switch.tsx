"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

interface GuardrailSwitchProps {
  readonly guardrail: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly enabled: boolean;
  };
}

/** Takes a guardrail out of force and back, at once. */
export function GuardrailSwitch({ guardrail }: GuardrailSwitchProps) {
  const router = useRouter();
  const { id, name, version, enabled } = guardrail;
  const change = useMutation(
    useTRPC().guardrails.switch.mutationOptions({
      onSuccess: (_, asked) => {
        toast.ok(asked.enabled ? `${name} is in force` : `${name} is switched off`);
        router.refresh();
      },
      onError: (error) => {
        const { because, code } = refusalOf(error);
        toast.bad(because, code);
        router.refresh();
      },
    }),
  );
  return (
    <Switch
      label={`${name} is in force`}
      checked={change.isPending ? change.variables.enabled : enabled}
      disabled={change.isPending}
      onChange={(next) => change.mutate({ id, version, enabled: next })}
    />
  );
}
