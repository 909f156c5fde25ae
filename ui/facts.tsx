import type { ReactNode } from "react";

/** What is known of a thing: names at the left, values at the right. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="divide-y divide-line-soft text-sm">{children}</dl>;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 py-2 first:pt-0 last:pb-0 sm:grid-cols-[10rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
