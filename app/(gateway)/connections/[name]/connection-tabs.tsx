import { classes } from "@/ui/classes";
import { Link } from "@/ui/link";
import { accessHref, additionalHref, connectionHref } from "../../places";

interface ConnectionTabsProps {
  readonly name: string;
  readonly here: "overview" | "access" | "additional";
}

/** The pages of one connection, for those who see more than one. */
export function ConnectionTabs({ name, here }: ConnectionTabsProps) {
  const tabs = [
    { id: "overview", label: "Overview", href: connectionHref(name) },
    { id: "access", label: "Access", href: accessHref(name) },
    { id: "additional", label: "Additional configuration", href: additionalHref(name) },
  ];
  return (
    <nav aria-label="Connection" className="mb-4 flex gap-4 border-b border-line text-sm">
      {tabs.map(({ id, label, href }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === here ? "page" : undefined}
          className={classes(
            "-mb-px border-b-2 px-0.5 py-1.5",
            id === here
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
