import { byteAt, isCapital, isDigit, isLetter } from "./bytes";

const DASH: u32 = 0x2d;
const SPACE: u32 = 0x20;
const LABEL_BYTES_MAX: usize = 40;
const BLOCK: u64 = 0x4b434f4c42205945; // "EY BLOCK"

export function pemEnd(at: usize): usize {
  // "-----BEGIN "
  if (load<u64>(at) != 0x4745422d2d2d2d2d || (load<u32>(at + 7) ^ 0x204e4947) != 0) return 0;
  const label = at + 11;
  const body = labelEnd(label);
  if (body == 0 || !isSecret(label, body)) return 0;
  let end = body + 5;
  while (isBody(end)) {
    if (byteAt(end) == DASH && opensEnd(end)) {
      const dashes = labelEnd(end + 9);
      return dashes == 0 ? end + 9 : dashes + 5;
    }
    end++;
  }
  return end;
}

function labelEnd(from: usize): usize {
  let end = from;
  while (end - from < LABEL_BYTES_MAX && isLabel(end)) end++;
  return load<u32>(end) == 0x2d2d2d2d && byteAt(end + 4) == DASH ? end : 0;
}

/** The label ends in "PRIVATE KEY" or "PRIVATE KEY BLOCK". */
function isSecret(from: usize, to: usize): bool {
  const end = load<u64>(to - 8) == BLOCK ? to - 6 : to;
  return end - from >= 11 && load<u64>(end - 11) == 0x2045544156495250 && load<u32>(end - 4) == 0x59454b20;
}

/** "-----END " */
function opensEnd(at: usize): bool {
  return load<u64>(at) == 0x444e452d2d2d2d2d && byteAt(at + 8) == SPACE;
}

function isLabel(at: usize): bool {
  return byteAt(at) == SPACE || isDigit(at) || isCapital(at);
}

function isBody(at: usize): bool {
  if (isDigit(at) || isLetter(at)) return true;
  const byte = byteAt(at);
  return (
    byte == SPACE || byte == 0x09 || byte == 0x0a || byte == 0x0d ||
    (byte >= 0x2b && byte <= 0x2d) || byte == 0x2f || byte == 0x3a || byte == 0x3d || byte == 0x5c
  );
}
