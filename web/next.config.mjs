import { join } from "node:path";
import { securityHeaders } from "@floyo/shared/security-headers.ts";

// Not TypeScript: Next would compile this file alone and look for what it imports where the command was typed.
/** @type {import("next").NextConfig} */
const config = {
  // A test build stands beside a running dev server when it has a folder of its own.
  distDir: process.env.FLOYO_NEXT_DIST ?? ".next",
  transpilePackages: ["@floyo/shared"],
  turbopack: { root: join(import.meta.dirname, "..") },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1"],
  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(securityHeaders(process.env.FLOYO_SITE_URL ?? "")).map(([key, value]) => ({
        key,
        value,
      })),
    },
  ],
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
  // `npm run check` types the site; a build that did it again would rewrite tsconfig.json for its own folder.
  typescript: { ignoreBuildErrors: true },
};

export default config;
