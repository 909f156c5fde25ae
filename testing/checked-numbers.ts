/** Digits that end in a check digit, and the small writing of numbers that values are made with. */
export function withLuhn(payload: string): string {
  const sum = [...payload].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${payload}${(10 - (sum % 10)) % 10}`;
}

/** An account number of ISO 13616 without spaces, its two check digits computed. */
export function ibanOf(country: string, account: string): string {
  const number = [...`${account}${country}00`]
    .map((character) => Number.parseInt(character, 36))
    .join("");
  return `${country}${pad(Number(98n - (BigInt(number) % 97n)), 2)}${account}`;
}

export function inFours(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(" ");
}

/** The digits in groups of these lengths. */
export function grouped(digits: string, lengths: readonly number[], separator: string): string {
  let at = 0;
  return lengths
    .map((length) => {
      at += length;
      return digits.slice(at - length, at);
    })
    .join(separator);
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
