import { isRefusalCode, type RefusalCode } from "../refusal";

/** The sign-in library's own words for what can go wrong, in ours. */
const LIBRARY_WORDS: Readonly<Record<string, RefusalCode>> = {
  AccessDenied: "SIGNIN.FAILED",
  CredentialsSignin: "SIGNIN.FAILED",
  Callback: "SIGNIN.PROVIDER",
  Configuration: "SIGNIN.PROVIDER",
  OAuthCallback: "SIGNIN.PROVIDER",
  OAuthSignin: "SIGNIN.PROVIDER",
};

/** What `?error=` on the sign-in page means; null when there was none. An unknown word is a failure. */
export function signInErrorOf(word: string | null | undefined): RefusalCode | null {
  if (!word) return null;
  if (isRefusalCode(word)) return word;
  return Object.hasOwn(LIBRARY_WORDS, word) ? (LIBRARY_WORDS[word] ?? null) : "SIGNIN.FAILED";
}
