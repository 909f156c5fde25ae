"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refusalOf, useTRPC } from "../../../calls";
import type { ItemRow } from "./review-page";

/** Keeps and revokes; lists and counts are asked again after each. */
export function useDecisions(id: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() });
  const decide = useMutation(trpc.reviews.decide.mutationOptions({ onSettled: again }));
  const rest = useMutation(trpc.reviews.keepRest.mutationOptions({ onSettled: again }));
  const error = decide.error ?? rest.error;
  const about = ({ number, version }: ItemRow) => ({ id, items: [{ number, version }] });
  return {
    keep: (item: ItemRow) => decide.mutate({ ...about(item), verdict: "keep" }),
    revoke: (item: ItemRow, reason: string) =>
      decide.mutate({ ...about(item), verdict: "revoke", reason }),
    keepRest: () => rest.mutate({ id }),
    isBusy: decide.isPending || rest.isPending,
    refusal: error === null ? null : refusalOf(error),
  };
}

export type Decisions = ReturnType<typeof useDecisions>;
