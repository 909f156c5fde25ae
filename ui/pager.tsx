import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "./button";
import { formatCount } from "./bytes";

export interface PagerProps {
  /** Counted from one. */
  readonly page: number;
  readonly pageRows: number;
  readonly total: number;
  /** One and several of what is listed: `["person", "people"]`. */
  readonly words: readonly [string, string];
  readonly hrefOf: (page: number) => string;
}

/** Where in a long list this page is, and the ways to its neighbours. */
export function Pager({ page, pageRows, total, words, hrefOf }: PagerProps) {
  const first = (page - 1) * pageRows + 1;
  const last = Math.min(page * pageRows, total);
  const isPart = total > pageRows && last >= first;
  const word = total === 1 ? words[0] : words[1];
  return (
    <div className="flex min-h-7 items-center justify-between gap-3">
      <span className="tabular">
        {isPart && `${formatCount(first)}–${formatCount(last)} of `}
        {formatCount(total)} {word}
      </span>
      <nav aria-label="Pages" className="flex gap-2">
        {page > 1 && (
          <ButtonLink href={hrefOf(page - 1)} size="sm" icon={ChevronLeft}>
            Previous
          </ButtonLink>
        )}
        {last < total && (
          <ButtonLink href={hrefOf(page + 1)} size="sm" icon={ChevronRight}>
            Next
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}
