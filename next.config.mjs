/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "libpg-query",
    "pino",
  ],
  // A browser asks for this address by itself where a page's own icon has not been named yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // Types are checked once, by `npm run check`; the build does not check them a second time.
  typescript: { ignoreBuildErrors: true },
};

export default config;
