import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { FONT_CLASSES } from "../fonts/fonts.ts";
import { THEME_COOKIE, Theme } from "../lib/theme.ts";
import { StyleNonce } from "../ui/style-nonce.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Floyo: your routines, found and handed over", template: "%s · Floyo" },
  description:
    "Floyo finds the routines in how you work with files, and proposes the automation that replaces each.",
  applicationName: "Floyo",
  appleWebApp: { capable: true, title: "Floyo", statusBarStyle: "default" },
  icons: { apple: "/apple-touch-icon.png" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#141412" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = Theme.parse((await cookies()).get(THEME_COOKIE)?.value);
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} className={FONT_CLASSES}>
      <body>
        <StyleNonce nonce={nonce} />
        {children}
      </body>
    </html>
  );
}
