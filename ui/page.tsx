import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { Link } from "./link";

const WIDTHS = { narrow: "max-w-2xl", wide: "max-w-6xl", full: "max-w-none" } as const;

export interface PageProps {
  readonly title: string;
  /** One sentence under the title, or a line of badges. */
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The page above this one. */
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  readonly width?: keyof typeof WIDTHS;
  readonly children: ReactNode;
}

/** The frame of every page behind the sign-in: a title, what can be done, and the content. */
export function Page({ title, description, actions, back, width = "wide", children }: PageProps) {
  return (
    <div className={classes("mx-auto w-full px-4 pt-5 pb-12 sm:px-8 sm:pt-7", WIDTHS[width])}>
      {back && (
        <Link
          href={back.href}
          className="mb-2 -ml-1 inline-flex min-h-6 items-center gap-0.5 rounded text-sm text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      )}
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
          {description && <div className="mt-0.5 text-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface PanelProps {
  readonly title?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** False where the content draws its own edges, as a table does. */
  readonly padded?: boolean;
  readonly children: ReactNode;
}

/** One bordered part of a page. */
export function Panel({ title, description, actions, padded = true, children }: PanelProps) {
  return (
    <section className="rounded-lg border border-line bg-surface shadow-low">
      {title && (
        <div className="flex flex-wrap items-start justify-between gap-3 border-b border-line-soft px-4 py-3">
          <div className="min-w-0">
            <h2 className="text-base font-semibold">{title}</h2>
            {description && <div className="text-sm text-muted">{description}</div>}
          </div>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={padded ? "p-4" : undefined}>{children}</div>
    </section>
  );
}
