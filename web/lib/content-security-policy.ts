/** Where browsers tell what the policy stopped. */
export const REPORTS_PATH = "/api/csp";

interface PolicyOptions {
  nonce: string;
  supabaseUrl: string;
  isDevelopment: boolean;
}

/** The page's Content-Security-Policy: our own scripts by nonce, our own server and Supabase, nothing else. */
export function contentSecurityPolicy({ nonce, supabaseUrl, isDevelopment }: PolicyOptions): string {
  const { origin } = new URL(supabaseUrl);
  const socket = origin.replace(/^http/, "ws");
  const rules = [
    "default-src 'none'",
    // React's development build reads stack traces through eval, and hot reload adds styles without the nonce.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${origin} ${socket}${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "report-to csp",
    // For browsers that do not know the word above.
    `report-uri ${REPORTS_PATH}`,
  ];
  return rules.join("; ");
}

/** The header that says where `report-to` leads. */
export const REPORTING_ENDPOINTS = `csp="${REPORTS_PATH}"`;
