"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refusalOf, useTRPC } from "../../calls";
import { useRequestChanged } from "../../stream/use-requests-changed";
import type { RequestDetail } from "./request-words";

const AFTER_EXPIRY_MS = 1_500;
const TIMER_MS_MAX = 2 ** 31 - 1;

/** One request as it stands now: asked again when something changed, and when its time runs out. */
export function useRequest(id: string, initial?: RequestDetail) {
  const query = useQuery({
    ...useTRPC().requests.get.queryOptions({ id }),
    ...(initial !== undefined && { initialData: initial }),
    refetchOnWindowFocus: "always",
  });
  const { data, refetch } = query;
  useRequestChanged(id, refetch);
  const until = data === undefined ? null : (data.endsAt ?? data.expiresAt).getTime();
  useEffect(() => {
    const wait = until === null ? -1 : until - Date.now() + AFTER_EXPIRY_MS;
    if (wait < 0 || wait > TIMER_MS_MAX) return;
    const timer = setTimeout(() => void refetch(), wait);
    return () => clearTimeout(timer);
  }, [until, refetch]);
  return query;
}

/** What one click does with a request; everything that is shown of requests is asked again after it. */
export function useRequestActions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = {
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.requests.pathKey() }),
  };
  const vote = useMutation(trpc.requests.vote.mutationOptions(options));
  const modify = useMutation(trpc.requests.modify.mutationOptions(options));
  const accept = useMutation(trpc.requests.accept.mutationOptions(options));
  const cancel = useMutation(trpc.requests.cancel.mutationOptions(options));
  const revoke = useMutation(trpc.requests.revoke.mutationOptions(options));
  const addNote = useMutation(trpc.requests.addNote.mutationOptions(options));
  const nudge = useMutation(trpc.requests.nudge.mutationOptions(options));
  const breakGlass = useMutation(trpc.requests.breakGlass.mutationOptions(options));
  const all = [vote, modify, accept, cancel, revoke, addNote, nudge, breakGlass];
  const error = all.find((one) => one.error !== null)?.error ?? null;
  return {
    ...{ vote, modify, accept, cancel, revoke, addNote, nudge, breakGlass },
    isBusy: all.some((one) => one.isPending),
    refusal: error === null ? null : refusalOf(error),
    /** Forgets what was refused before. */
    reset: () => {
      for (const one of all) one.reset();
    },
  };
}
export type RequestActions = ReturnType<typeof useRequestActions>;
