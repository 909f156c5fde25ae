"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, isTRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import type { AppRouter } from "@/server/api/root";

const context = createTRPCContext<AppRouter>();
/** Options for queries and mutations of every procedure: `useMutation(useTRPC().agents.create.mutationOptions())`. */
export const useTRPC = context.useTRPC;

const BATCH_URL_CHARACTERS_MAX = 2_000;
const RETRIES_MAX = 1;

/** What to show of any failed call. A failure without a refusal never reached the gateway. */
export function refusalOf(error: unknown): PublicRefusal {
  if (isTRPCClientError<AppRouter>(error) && error.data?.refusal) return error.data.refusal;
  return publicRefusal("GATEWAY.STOPPING", "The gateway did not answer.");
}

/** A sign-in that ended sends the page to the sign-in page, and back here afterwards. */
function leaveWhenSignedOut(error: unknown) {
  const { code, status } = refusalOf(error);
  if (status !== "unauthenticated" || !code.startsWith("SIGNIN.")) return;
  if (window.location.pathname.startsWith("/sign-in")) return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?error=SIGNIN.ENDED&callbackUrl=${encodeURIComponent(here)}`);
}

function makeQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < RETRIES_MAX && refusalOf(error).status === "unavailable",
      },
    },
  });
}

function makeClient() {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: "/api/trpc",
        transformer: superjson,
        maxURLLength: BATCH_URL_CHARACTERS_MAX,
      }),
    ],
  });
}

let clientOfBrowser: QueryClient | undefined;

/** One for the browser, so that answers outlive a page; one for every drawing on the server. */
function queryClientHere(): QueryClient {
  if (typeof window === "undefined") return makeQueryClient();
  clientOfBrowser ??= makeQueryClient();
  return clientOfBrowser;
}

/** Around every part of a page that calls procedures; pages that call none need not load this. */
export function Calls({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(queryClientHere);
  const [trpcClient] = useState(makeClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
