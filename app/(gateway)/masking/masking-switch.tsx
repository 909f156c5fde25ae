"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../calls";
import { ForceSwitch, type Switched, useSwitched } from "../force-switch";

export function MaskingSwitch({ rule }: { readonly rule: Switched }) {
  const switched = useSwitched(rule.name);
  const change = useMutation(useTRPC().masking.switch.mutationOptions(switched));
  return <ForceSwitch rule={rule} change={change} />;
}
