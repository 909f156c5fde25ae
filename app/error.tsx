"use client";
import { Doorway } from "@/ui/doorway";
import { FailureNote, type FailureProps } from "./failure-note";

export default function ErrorPage(props: FailureProps) {
  return (
    <Doorway title="This cannot be shown">
      <FailureNote {...props} />
    </Doorway>
  );
}
