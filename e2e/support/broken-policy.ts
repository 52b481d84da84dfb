import type { Page } from "@playwright/test";

/** What the page's Content-Security-Policy stopped so far, and every dialog a script opened: both stay empty in normal use. */
export function watchPolicy(page: Page): string[] {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    broken.push(`${page.url()}: a script said "${dialog.message()}"`);
    void dialog.dismiss();
  });
  return broken;
}
