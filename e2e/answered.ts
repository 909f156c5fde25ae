import type { Role, Visit } from "./every-page";

/** What a browser's answer and a plain HTTP client's have in common. */
interface Answer {
  status(): number;
  headers(): Readonly<Record<string, string>>;
}

export interface Asked {
  readonly role: Role;
  readonly visit: Visit;
  readonly path: string;
  /** Where the visitor stood in the end. */
  readonly endedAt: string;
}

/** What every document says about itself to the browser. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  "content-security-policy":
    /script-src 'self' 'nonce-[^']+' 'strict-dynamic'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
};

/** What is wrong with an answer, as lines: its headers, and whether this visitor should have got it. */
export function faultsOf(answer: Answer, asked: Asked): string[] {
  return [...headersMissing(answer), ...misplaced(answer.status(), asked)];
}

function headersMissing(answer: Answer): string[] {
  const given = answer.headers();
  return Object.entries(HEADERS)
    .filter(([name, wanted]) => !wanted.test(given[name] ?? ""))
    .map(([name]) => `header ${name}: ${given[name] ?? "missing"}`);
}

/** Whether this person got the page, or what everyone else gets in its place. */
function misplaced(status: number, { role, path, visit, endedAt }: Asked): string[] {
  const { pathname } = new URL(endedAt);
  const isThere = status === 200 && (path === "/" || pathname === path.split("?", 1)[0]);
  if (visit.for.includes(role)) return isThere ? [] : [`${status} at ${pathname}`];
  if (role === "nobody" || role === "forger")
    return pathname === "/sign-in" ? [] : [`open to strangers: ${pathname}`];
  return status === 404 ? [] : [`open to them: ${status} at ${pathname}`];
}
