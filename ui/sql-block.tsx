import { classes } from "./classes";
import { CopyButton } from "./code-block";
import { type DiffLine, diffLines } from "./line-diff";
import { type SqlToken, sqlTokens } from "./sql-tokens";

const COLOURS: Readonly<Record<SqlToken["kind"], string>> = {
  keyword: "text-accent font-medium",
  text: "text-ok",
  number: "text-warn",
  comment: "text-faint italic",
  plain: "",
};

function Sql({ sql }: { readonly sql: string }) {
  return sqlTokens(sql).map(({ kind, text, at }) => (
    <span key={at} className={COLOURS[kind]}>
      {text}
    </span>
  ));
}

export interface SqlBlockProps {
  readonly sql: string;
  readonly title?: string;
}

/** A command to be judged: every sign of it in sight, long lines wrapped, nothing cut or scrolled away. */
export function SqlBlock({ sql, title = "Command" }: SqlBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line-soft bg-sunken py-1 pr-1 pl-3 text-xs text-muted">
        <span className="truncate">{title}</span>
        <CopyButton text={sql} label="Copy the command" />
      </figcaption>
      <pre className="px-3 py-2.5 font-mono text-sm leading-5 break-words whitespace-pre-wrap">
        <Sql sql={sql} />
      </pre>
    </figure>
  );
}

const LINES: Readonly<Record<DiffLine["kind"], readonly [string, string, string]>> = {
  same: ["", " ", ""],
  out: ["bg-bad-soft text-bad", "−", "taken out: "],
  in: ["bg-ok-soft text-ok", "+", "put in: "],
};

export interface SqlDiffProps {
  readonly before: string;
  readonly after: string;
  readonly title: string;
}

/** What one text became, line by line; said by signs and words, not by colour alone. */
export function SqlDiff({ before, after, title }: SqlDiffProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
      <figcaption className="border-b border-line-soft bg-sunken px-3 py-1.5 text-xs text-muted">
        {title}
      </figcaption>
      <div className="py-1.5 font-mono text-sm leading-5">
        {diffLines(before, after).map(({ kind, text }, at) => {
          const [look, sign, word] = LINES[kind];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text.
            <div key={at} className={classes("flex gap-2 px-3", look)}>
              <span aria-hidden className="w-3 shrink-0 select-none">
                {sign}
              </span>
              <span className="sr-only">{word}</span>
              <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{text}</span>
            </div>
          );
        })}
      </div>
    </figure>
  );
}
