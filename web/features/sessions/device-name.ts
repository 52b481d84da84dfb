import Bowser from "bowser";

/** `Firefox on Windows`, `a program (node)`: what a person knows their device by. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return "An unknown device";
  const found = Bowser.parse(userAgent);
  const browser = found.browser.name;
  const system = found.os.name;
  if (browser && system) return `${browser} on ${system}`;
  return `A program (${(browser || userAgent.split(/[/\s]/)[0] || "unknown").slice(0, 40)})`;
}
