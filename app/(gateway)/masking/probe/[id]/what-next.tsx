import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { newMaskingHref } from "../../first-draft";
import type { ProbeDetail } from "./probe-page";

const LINK = "text-accent underline";

interface WhatNextProps {
  readonly probe: ProbeDetail;
  readonly mayManage: boolean;
}

/** What the verdicts mean for who writes the rules. */
export function WhatNext({ probe, mayManage }: WhatNextProps) {
  const { state, leaked, guessable, withstood } = probe;
  return (
    <>
      {leaked > 0 && (
        <Note tone="warn">
          Values came out. Write <Rule about="leaked" {...{ probe, mayManage }} /> that names these
          columns, or switch the detector on that knows them; then probe again.
        </Note>
      )}
      {guessable > 0 && (
        <Note>
          Whoever may ask often enough can guess values by comparing. Where that matters, write{" "}
          <Rule about="guessable" {...{ probe, mayManage }} /> that refuses comparisons of these
          columns, counts them, or wants them approved.
        </Note>
      )}
      {state === "done" && leaked === 0 && withstood > 0 && (
        <Note tone="ok">
          No attack that was tried showed a value. That is no proof: others may be thought of, and
          what a probe could not tell or did not try it says below.
        </Note>
      )}
    </>
  );
}

interface RuleProps extends WhatNextProps {
  readonly about: "leaked" | "guessable";
}

/** The form for it, with the columns that it is about in their place. */
function Rule({ probe, mayManage, about }: RuleProps) {
  if (!mayManage) return "a masking rule";
  const places = new Set(
    probe.verdicts.filter(({ outcome }) => outcome === about).map(({ column }) => column),
  );
  const columns = probe.columns
    .filter((_, place) => places.has(place))
    .map(({ schema, table, column }) => ({ schema, table, column }));
  const href = newMaskingHref({
    ...{ connection: probe.connection, columns, refuses: about === "guessable" },
  });
  return (
    <Link className={LINK} href={href}>
      a masking rule
    </Link>
  );
}
