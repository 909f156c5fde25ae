/** Bytes from the other end that do not follow the protocol. The link or session ends with it. */
export class ProtocolProblem extends Error {
  override readonly name = "ProtocolProblem";
}
