"use client";
import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link that fetches its page ahead only when somebody is about to follow it. The framework's own does
 * so for every link in sight: a page of twenty links asked the gateway for twenty pages nobody wanted.
 */
export function Link({
  prefetch = null,
  onPointerEnter,
  onFocus,
  ...rest
}: ComponentProps<typeof NextLink>) {
  const [isNear, setIsNear] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={isNear ? prefetch : false}
      onPointerEnter={(event) => {
        setIsNear(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setIsNear(true);
        onFocus?.(event);
      }}
    />
  );
}
