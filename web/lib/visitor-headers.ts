/**
 * Whose request it is that the site passes on: sessions and the audit log name the person's browser and address, not
 * this server's.
 */
export function visitorHeaders(headers: Headers): Record<string, string> {
  const agent = headers.get("user-agent")?.slice(0, 300);
  const address = headers.get("x-forwarded-for")?.split(",")[0]?.trim().slice(0, 64);
  return {
    ...(agent ? { "user-agent": agent, "x-floyo-client-agent": agent } : {}),
    ...(address
      ? { "x-forwarded-for": address, "sb-forwarded-for": address, "x-floyo-client-ip": address }
      : {}),
  };
}
