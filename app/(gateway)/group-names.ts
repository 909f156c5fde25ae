"use client";
import { useQuery } from "@tanstack/react-query";
import { refusalOf, useTRPC } from "../calls";

interface GroupNames {
  readonly names: readonly string[];
  /** What is said where none of them matches what is typed. */
  readonly nothing: string;
}

/**
 * The groups to pick from, asked for by whatever shows them once it is open: an organisation has
 * hundreds, which would be more than the page that they are only picked on.
 */
export function useGroupNames(which: "all" | "local"): GroupNames {
  const { data, error } = useQuery(useTRPC().people.groups.queryOptions());
  if (error) return { names: [], nothing: refusalOf(error).because };
  if (data === undefined) return { names: [], nothing: "The groups are on their way." };
  const rows = data.rows.filter(({ source }) => which === "all" || source === "local");
  const none = which === "all" ? "There is no group yet." : "There is no local group yet.";
  return {
    names: rows.map(({ name }) => name),
    nothing: rows.length > 0 ? "No group is called that." : none,
  };
}
