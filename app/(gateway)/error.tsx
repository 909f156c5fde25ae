"use client";
import { Page } from "@/ui/page";
import { FailureNote, type FailureProps } from "../failure-note";

export default function ErrorHere(props: FailureProps) {
  return (
    <Page title="This cannot be shown" width="narrow">
      <FailureNote {...props} />
    </Page>
  );
}
