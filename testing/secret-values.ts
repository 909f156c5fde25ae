import type { SeededRandom } from "./personal-data";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function some(random: SeededRandom, count: number, from = ALPHANUMERIC): string {
  return Array.from({ length: count }, () => from.charAt(random.int(from.length))).join("");
}

/** A signed token with an honest header and payload. */
export function jwt(random: SeededRandom): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const algorithm = random.pick(["HS256", "RS256", "ES256"]);
  const header = { alg: algorithm, ...random.pick([{ typ: "JWT" }, { kid: some(random, 8) }]) };
  const payload = { sub: some(random, 10), exp: 1_700_000_000 + random.int(90_000_000) };
  return `${part(header)}.${part(payload)}.${some(random, 43, `${ALPHANUMERIC}-_`)}`;
}

/** The block of a private key, its lines parted by real or by written line ends. */
export function privateKey(random: SeededRandom): string {
  const label = random.pick(["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY"]);
  const lines = Array.from({ length: random.between(2, 4) }, () => some(random, 64));
  const body = [...lines, `${some(random, 30, `${ALPHANUMERIC}+/`)}==`];
  const parts = [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`];
  return parts.join(random.pick(["\n", "\\n", "\r\n"]));
}

/** A key as one of the vendors writes it. */
export function apiKey(random: SeededRandom): string {
  const upper = `${ALPHANUMERIC.slice(0, 26)}234567`;
  return random.pick([
    () => `${random.pick(["AKIA", "ASIA"])}${some(random, 16, upper)}`,
    () => `gh${random.pick(["p", "o", "u", "s", "r"])}_${some(random, 36)}`,
    () => `github_pat_${some(random, 22)}_${some(random, 59)}`,
    () => `xoxb-${random.digits(12)}-${random.digits(13)}-${some(random, 24)}`,
    () => `xapp-1-A${some(random, 10, upper)}-${random.digits(13)}-${random.hex(64)}`,
    () => `${random.pick(["sk", "rk"])}_${random.pick(["live", "test"])}_${some(random, 24)}`,
    () => `AIza${some(random, 35, `${ALPHANUMERIC}-_`)}`,
  ])();
}

/** A hardware address in either writing and either case. */
export function macAddress(random: SeededRandom): string {
  const groups = Array.from({ length: 6 }, () => random.hex(2));
  const text = groups.join(random.pick([":", "-"]));
  return random.pick([text, text.toUpperCase()]);
}
