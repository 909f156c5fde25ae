import type { ReactNode } from "react";
import { BrandMark } from "./brand";
import { ThemeToggle } from "./theme";

export interface DoorwayProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of pages outside the gateway: signing in, setting up, a wrong address, a failure. */
export function Doorway({ title, description, children }: DoorwayProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[10vh] pb-6">
      <div className="w-full max-w-sm flex-1">
        <div className="mb-6 flex items-center gap-2.5">
          <BrandMark className="size-8" />
          <span className="text-base font-semibold tracking-tight">Gatehouse</span>
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-low">
          <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
          {description && <div className="mt-1 text-sm text-muted">{description}</div>}
          <div className="mt-5">{children}</div>
        </div>
      </div>
      <div className="mt-8">
        <ThemeToggle />
      </div>
    </main>
  );
}
