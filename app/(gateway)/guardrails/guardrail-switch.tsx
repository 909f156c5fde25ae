"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../calls";
import { ForceSwitch, type Switched, useSwitched } from "../force-switch";

export function GuardrailSwitch({ guardrail }: { readonly guardrail: Switched }) {
  const switched = useSwitched(guardrail.name);
  const change = useMutation(useTRPC().guardrails.switch.mutationOptions(switched));
  return <ForceSwitch rule={guardrail} change={change} />;
}
