import { byteAt, digitRun, isCapital, isDigit, isWord, startsFresh } from "./bytes";
import { tokenEnd } from "./jwt";

export function apiKeyEnd(at: usize): usize {
  const end = keyEnd(at);
  return end != 0 && startsFresh(at) ? end : 0;
}

function keyEnd(at: usize): usize {
  const first = load<u32>(at);
  if (first == 0x41494b41 || first == 0x41495341) return amazonEnd(at); // AKIA, ASIA
  if (first == 0x617a4941) return atLeast(at, tokenEnd(at), 39); // AIza
  if (first == 0x5f6b6867) return atLeast(at, wordEnd(at), 24); // ghk_
  if (isGitHub(at, first)) return wordKeyEnd(at);
  if ((first & 0xffff) == 0x6b73 || (first & 0xffff) == 0x6b72) return stripeEnd(at); // sk, rk
  return isSlack(at, first) ? atLeast(at, tokenEnd(at), 16) : 0;
}

function atLeast(at: usize, end: usize, bytes: usize): usize {
  return end - at >= bytes ? end : 0;
}

function amazonEnd(at: usize): usize {
  let end = at;
  while (isDigit(end) || isCapital(end)) end++;
  return end - at == 20 && !isWord(end) ? end : 0;
}

/** "gh" and one of o p r s u and "_", or "github_pat_". */
function isGitHub(at: usize, first: u32): bool {
  if (first == 0x68746967) return load<u64>(at + 3) == 0x5f7461705f627568;
  if ((first & 0xff00ffff) != 0x5f006867) return false;
  const letter = (first >> 16) & 0xff;
  return letter == 0x70 || letter == 0x6f || letter == 0x75 || letter == 0x73 || letter == 0x72;
}

function wordKeyEnd(at: usize): usize {
  const prefix: usize = byteAt(at + 3) == 0x5f ? 4 : 11;
  return atLeast(at, wordEnd(at), prefix + 36);
}

/** "_live_" or "_test_" behind the first two letters. */
function stripeEnd(at: usize): usize {
  const middle = load<u32>(at + 3);
  const named = byteAt(at + 2) == 0x5f && byteAt(at + 7) == 0x5f && (middle == 0x6576696c || middle == 0x74736574);
  return named ? atLeast(at, wordEnd(at), 24) : 0;
}

/** "xox" and one of a b e o p r s, or "xapp"; then "-" and four digits, or one and "-". */
function isSlack(at: usize, first: u32): bool {
  if (byteAt(at + 4) != 0x2d || !isDigit(at + 5)) return false;
  if (byteAt(at + 6) != 0x2d && digitRun(at + 5) < 4) return false;
  if (first == 0x70706178) return true;
  const letter = (first >> 24) - 0x61;
  // Bits of the letters from a on.
  return (first & 0xffffff) == 0x786f78 && letter < 26 && ((0x6c013 >> letter) & 1) != 0;
}

function wordEnd(from: usize): usize {
  let end = from;
  while (isWord(end)) end++;
  return end;
}
