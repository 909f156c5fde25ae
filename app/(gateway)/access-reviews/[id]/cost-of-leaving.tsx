import type { ReviewDetail } from "./review-page";

const NAMES_SHOWN_MAX = 8;

interface CostProps {
  readonly opens: ReviewDetail["opens"];
  /** Only these groups; all that the review is about when left out. */
  readonly groups?: readonly string[];
}

/** What else a group opens: leaving it costs that too, unless another group gives it. */
export function CostOfLeaving({ opens, groups }: CostProps) {
  const shown = opens.filter(
    ({ group, connections }) =>
      connections.length > 0 && (groups === undefined || groups.includes(group)),
  );
  if (shown.length === 0) return null;
  return (
    <div className="text-sm text-muted">
      <p>Whoever leaves a group also loses what else it opens, unless another group gives it:</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5">
        {shown.map(({ group, connections }) => (
          <li key={group} className="break-words">
            <b className="font-medium text-ink">{group}</b>:{" "}
            {connections.slice(0, NAMES_SHOWN_MAX).join(", ")}
            {connections.length > NAMES_SHOWN_MAX &&
              ` and ${connections.length - NAMES_SHOWN_MAX} more`}
          </li>
        ))}
      </ul>
    </div>
  );
}
