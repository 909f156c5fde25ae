"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { AddressSearch } from "@/ui/address-search";
import { ButtonLink } from "@/ui/button";
import { Select } from "@/ui/field";
import { isFiltered, type RequestsFilter, readFilter, requestsAddress, statesIn } from "./filter";

const KIND_CHOICES = [
  { value: "", label: "Any kind" },
  { value: "action", label: "Commands" },
  { value: "jit", label: "Windows" },
];

/** The filter is the address: it can be kept, sent and gone back to. */
export function FilterBar({ filter }: { readonly filter: RequestsFilter }) {
  const router = useRouter();
  const { box } = filter;
  const addressWith = (part: Readonly<Record<string, string>>) =>
    requestsAddress(readFilter({ ...filter, ...part, trail: undefined }, [box]));
  const states = [
    { value: "", label: "Any state" },
    ...statesIn(box).map((state) => ({ value: state, label: state.toUpperCase() })),
  ];
  return (
    <search
      aria-label="Filter requests"
      className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap"
    >
      <div className="col-span-2">
        <AddressSearch
          label="Search requests"
          placeholder="Command, person, connection, reason"
          value={filter.text}
          addressOf={(text) => addressWith({ text })}
        />
      </div>
      <Select
        aria-label="State"
        choices={states}
        value={filter.state}
        onChange={(event) => router.push(addressWith({ state: event.target.value }))}
        className="sm:w-36"
      />
      <Select
        aria-label="Kind"
        choices={KIND_CHOICES}
        value={filter.kind}
        onChange={(event) => router.push(addressWith({ kind: event.target.value }))}
        className="sm:w-32"
      />
      {isFiltered(filter) && (
        <ButtonLink href={`/access-requests?box=${box}`} variant="ghost" icon={X}>
          Clear
        </ButtonLink>
      )}
    </search>
  );
}
