"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { SearchBox } from "./search-box";

export interface AddressSearchProps {
  readonly label: string;
  readonly placeholder?: string;
  /** The words as the address has them. */
  readonly value: string;
  readonly addressOf: (words: string) => string;
}

/** How long typing must rest before the list is asked for. */
const REST_MS = 200;

/** A search that is kept in the address: it can be sent to somebody, and gone back from. */
export function AddressSearch({ label, placeholder, value, addressOf }: AddressSearchProps) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [words, setWords] = useState({ typed: value, asked: value, address: value });
  // The address changed. Unless that was our own doing, it says what is searched for.
  if (words.address !== value) {
    const typed = value.trim() === words.asked.trim() ? words.typed : value;
    setWords({ typed, asked: value, address: value });
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  function onChange(typed: string) {
    setWords({ ...words, typed });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setWords((now) => ({ ...now, asked: typed }));
      router.replace(addressOf(typed), { scroll: false });
    }, REST_MS);
  }
  return (
    <SearchBox
      label={label}
      value={words.typed}
      onChange={onChange}
      {...(placeholder !== undefined && { placeholder })}
    />
  );
}
