import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "./button";
import { formatCount } from "./bytes";

export interface PageLinksProps {
  /** Rows of this page, and of all pages together. */
  readonly shown: number;
  readonly total: number;
  /** One and several of what is listed: `["session", "sessions"]`. */
  readonly words: readonly [string, string];
  /** `null` where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** The foot of a list that is walked page by page: how much there is, and the ways to its neighbours. */
export function PageLinks({ shown, total, words, previous, next }: PageLinksProps) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-3">
      <span className="tabular">
        {shown < total && `${formatCount(shown)} of `}
        {formatCount(total)} {total === 1 ? words[0] : words[1]}
      </span>
      <nav aria-label="Pages" className="flex gap-2">
        {previous !== null && (
          <ButtonLink href={previous} size="sm" icon={ChevronLeft}>
            Previous
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink href={next} size="sm" icon={ChevronRight}>
            Next
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}
