"use client";
import { useRouter } from "next/navigation";
import { Button, ButtonLink } from "@/ui/button";

interface FormEndProps {
  /** What it makes, where it is about a new one. */
  readonly creates: string | null;
  /** Where to without saving. */
  readonly back: string;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly isConflict: boolean;
}

/** The buttons of a long form, which stay in sight while it is scrolled. */
export function FormEnd({ creates, back, isDirty, isBusy, isConflict }: FormEndProps) {
  const router = useRouter();
  return (
    <div className="sticky bottom-14 z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-4 py-3 sm:mx-0 sm:px-0 md:bottom-0">
      {isDirty && !isConflict && (
        <span className="mr-auto text-sm whitespace-nowrap text-muted">Not saved yet</span>
      )}
      {isConflict && <Button onClick={() => router.refresh()}>Reload</Button>}
      <ButtonLink href={back} variant="ghost">
        Cancel
      </ButtonLink>
      <Button type="submit" variant="primary" busy={isBusy}>
        {creates === null ? "Save changes" : `Create ${creates}`}
      </Button>
    </div>
  );
}
