/** Why the gateway does not start: the message is for the person who starts it, and says what to do. */
export class StartProblem extends Error {
  override readonly name = "StartProblem";
}
