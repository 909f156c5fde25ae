import { formatCount } from "@/ui/bytes";
import type { SessionView } from "../../stream/session-view";

/** What came but is not kept in this page, in sentences. */
export function leftOutOf(view: SessionView): readonly string[] {
  const { rowsLeftOut, resultsLeftOut, momentsLeftOut } = view;
  const counts = [
    [rowsLeftOut, "more rows came than this page keeps; all of them are in the recording."],
    [resultsLeftOut, "more results came than this page shows; all of them are in the recording."],
    [momentsLeftOut, "more messages came than this page shows; all of them are in the recording."],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`);
}
