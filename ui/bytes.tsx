const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;
const COUNT = new Intl.NumberFormat("en-US");

/** `0 B`, `812 B`, `1.4 KB`, `23 MB`: two digits that matter, powers of 1024. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${UNITS[unit] ?? "TB"}`;
}

/** `1,000,000`. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

export function Bytes({ bytes }: { readonly bytes: number }) {
  return (
    <span className="tabular whitespace-nowrap" title={`${formatCount(bytes)} bytes`}>
      {formatBytes(bytes)}
    </span>
  );
}

export function Count({ count }: { readonly count: number }) {
  return <span className="tabular">{formatCount(count)}</span>;
}
