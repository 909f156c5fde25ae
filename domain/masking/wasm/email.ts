import { byteAt, isLocal, isName, startsTopLevel } from "./bytes";

/** Where the address with its "@" at `at` starts; `at` when there is no name before it. */
export function emailStart(at: usize): usize {
  let start = at;
  while (isLocal(start - 1)) start--;
  while (start < at && !isName(start)) start++;
  return start;
}

/** Where the domain that starts at `from` ends, 0 when it is none. */
export function domainEnd(from: usize): usize {
  let end: usize = 0;
  let at = from;
  while (isName(at)) {
    const label = at;
    while (isName(at) || byteAt(at) == 0x2d) at++;
    let trimmed = at;
    while (trimmed > label && (byteAt(trimmed - 1) == 0x2d || byteAt(trimmed - 1) == 0x5f)) trimmed--;
    if (label > from && trimmed - label >= 2 && startsTopLevel(label)) end = trimmed;
    if (byteAt(at) != 0x2e) break;
    at++;
  }
  return end;
}
