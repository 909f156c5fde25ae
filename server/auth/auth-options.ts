import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { safeReturnPath } from "@/domain/people/return-path";
import type { SignInId } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { COOKIE_SECRET_USE, signInIdFromCookie } from "./actor-from-cookie";
import { cookiesOf, isSecure } from "./cookie";
import { endSignIn } from "./end-sign-in";
import type { RequestOrigin } from "./origin";
import { metadataUrl, providerSettings } from "./provider";
import { signInWithPassword } from "./sign-in-with-password";
import { signInWithProvider } from "./sign-in-with-provider";

/** What of one HTTP request the sign-in library's callbacks need. */
export interface SignInRequest {
  readonly origin: RequestOrigin;
  readonly cookieHeader: string | undefined;
  /** How long a cookie that is set now may be kept; the row behind it decides. */
  readonly lifetimeSeconds: number;
}

const PAGE = "/sign-in";
const CREDENTIAL_CHARACTERS_MAX = 400;

/** The row says when a sign-in ends; the cookie only has to last as long as a row may. */

/**
 * The sign-in library, told what we want of it: the cookie carries nothing but the id of a row, and
 * `user.id` means that id throughout, because the row is made before the library makes its cookie.
 */
export function authOptions(deps: Deps, request: SignInRequest): AuthOptions {
  return {
    secret: deps.secrets.derive(COOKIE_SECRET_USE),
    useSecureCookies: isSecure(deps.env),
    session: { strategy: "jwt", maxAge: request.lifetimeSeconds },
    pages: { signIn: PAGE, signOut: PAGE, error: PAGE },
    cookies: cookiesOf(deps.env),
    providers: [localProvider(deps, request), ...oidcProviders(deps)],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider === "oidc") {
          const answer = await admitFromProvider(deps, request, { user, account, claims: profile });
          if (answer !== null) return answer;
        }
        await endPrevious(deps, request);
        return true;
      },
      jwt: ({ token, user }) => ({ sid: user === undefined ? token["sid"] : user.id }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => `${baseUrl}${safeReturnPath(url, baseUrl)}`,
    },
    events: {
      async signOut({ token }) {
        await endByOwner(deps, token["sid"]);
      },
    },
    logger: {
      error: (code, metadata) =>
        deps.log.warn(
          { code, reason: reasonOf(metadata) },
          "the sign-in library reports a failure",
        ),
      warn: (code) => deps.log.debug({ code }, "the sign-in library warns"),
      debug: () => undefined,
    },
  };
}

function localProvider(deps: Deps, request: SignInRequest) {
  return CredentialsProvider({
    name: "Password",
    credentials: { email: { type: "email" }, password: { type: "password" }, code: {} },
    async authorize(credentials) {
      const { email = "", password = "", code = "" } = credentials ?? {};
      if (![email, password, code].every(isBoundedText)) return null;
      const given = { email, password, code, origin: request.origin };
      try {
        return { id: await signInWithPassword(deps, given) };
      } catch (error) {
        throw isRefusal(error) ? new RefusedWord(error.code) : error;
      }
    },
  });
}

/** The form of a credential is whatever the request's body says, whatever its type promises. */
function isBoundedText(value: unknown): boolean {
  return typeof value === "string" && value.length <= CREDENTIAL_CHARACTERS_MAX;
}

/** The library puts the message of what is thrown into `?error=`, so the message is the code. */
class RefusedWord extends Error {
  override readonly name = "RefusedWord";
}

function oidcProviders(deps: Deps): OAuthConfig<{ sub: string }>[] {
  const settings = providerSettings(deps);
  if (settings === null) return [];
  return [
    {
      id: "oidc",
      name: deps.env.OIDC_NAME,
      type: "oauth",
      wellKnown: metadataUrl(settings.issuer),
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: deps.env.OIDC_SCOPES } },
      profile: (claims) => ({ id: claims.sub }),
    },
  ];
}

interface ProviderAnswer {
  readonly user: User;
  readonly account: {
    readonly access_token?: string;
    readonly refresh_token?: string;
    readonly expires_at?: number;
  };
  readonly claims: unknown;
}

/** Null when admitted, with `user.id` set to the new sign-in; otherwise the page that says why not. */
async function admitFromProvider(
  deps: Deps,
  request: SignInRequest,
  { user, account, claims }: ProviderAnswer,
): Promise<string | null> {
  const seconds = (account.expires_at ?? 0) - deps.now().getTime() / 1000;
  try {
    user.id = await signInWithProvider(deps, {
      claims,
      accessToken: account.access_token ?? null,
      refreshToken: account.refresh_token ?? null,
      expiresInSeconds: seconds > 0 ? seconds : undefined,
      origin: request.origin,
    });
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return `${deps.env.url}${PAGE}?error=${error.code}`;
  }
}

/** A browser holds one sign-in: a new one replaces the one its cookie still names. */
async function endPrevious(deps: Deps, request: SignInRequest): Promise<void> {
  const previous = await signInIdFromCookie(deps, request.cookieHeader);
  if (previous === null) return;
  const because = "Somebody signed in anew in the same browser.";
  await endSignIn(deps, previous, { because, actor: null });
}

async function endByOwner(deps: Deps, id: unknown): Promise<void> {
  if (typeof id !== "string") return;
  await endSignIn(deps, id as SignInId, { because: "You signed out.", actor: null });
}

/** The library's metadata may hold tokens and claims; only the words of the error go to the log. */
function reasonOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.name;
  if (typeof metadata === "object" && metadata !== null && "error" in metadata) {
    return metadata.error instanceof Error ? metadata.error.message.slice(0, 300) : "";
  }
  return "";
}
