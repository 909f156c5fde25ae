import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Link } from "./link";

const VARIANTS = {
  primary:
    "bg-accent text-on-accent border-transparent hover:bg-accent-hover font-medium shadow-low",
  secondary: "bg-surface text-ink border-line hover:bg-hover active:bg-pressed shadow-low",
  ghost: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-bad-solid text-white border-transparent hover:brightness-110 font-medium shadow-low",
  "danger-quiet": "bg-surface text-bad border-line hover:bg-bad-soft hover:border-bad-line",
} as const;
const SIZES = {
  sm: "h-7 px-2 text-sm gap-1.5 rounded-md",
  md: "h-8 px-3 text-sm gap-1.5 rounded-md",
  lg: "h-10 px-4 text-base gap-2 rounded-lg",
} as const;
const SHAPE =
  "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap border transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50";

interface Look {
  readonly variant?: keyof typeof VARIANTS;
  readonly size?: keyof typeof SIZES;
  readonly icon?: LucideIcon;
}

export interface ButtonProps extends ComponentProps<"button">, Look {
  /** The work it began is under way: a spinner stands in for the icon and it cannot be pressed. */
  readonly busy?: boolean;
}

export function Button({
  variant = "secondary",
  size = "md",
  icon: Icon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classes(SHAPE, VARIANTS[variant], SIZES[size], className)}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-4" />
      )}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link>, Look {}

/** A way to another page that looks like a button. */
export function ButtonLink({
  variant = "secondary",
  size = "md",
  icon: Icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      className={classes(
        SHAPE,
        VARIANTS[variant],
        SIZES[size],
        typeof className === "string" && className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </Link>
  );
}

export interface DownloadLinkProps extends ComponentProps<"a">, Look {}

/** A file to keep. A plain link: nothing fetches it before it is pressed. */
export function DownloadLink({
  variant = "secondary",
  size = "md",
  icon: Icon,
  className,
  children,
  ...rest
}: DownloadLinkProps) {
  return (
    <a download {...rest} className={classes(SHAPE, VARIANTS[variant], SIZES[size], className)}>
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </a>
  );
}
