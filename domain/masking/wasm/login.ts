import { byteAt, isDigit, isLetter } from "./bytes";

/** `at` stands behind two slashes. */
export function loginEnd(at: usize): usize {
  if (byteAt(at - 3) != 0x3a || byteAt(at - 2) != 0x2f || byteAt(at - 1) != 0x2f) return 0;
  if (!isLetter(at - 4) && !isDigit(at - 4)) return 0;
  let colon: usize = 0;
  let end: usize = 0;
  for (let next = at; isUserinfo(byteAt(next)); next++) {
    const byte = byteAt(next);
    if (byte == 0x3a && colon == 0) colon = next;
    if (byte == 0x40) end = next;
  }
  return colon != 0 && end > colon + 1 ? end : 0;
}

/** Above a space and none of `/ ? # < > " ' \ ` and a backquote. */
function isUserinfo(byte: u32): bool {
  if (byte <= 0x23) return byte == 0x21;
  return !(
    byte == 0x27 || byte == 0x2f || byte == 0x3c || byte == 0x3e || byte == 0x3f || byte == 0x5c || byte == 0x60
  );
}
