const isTerminal = process.stdout.isTTY === true;
const paint = (code: number, text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
const startedAt = performance.now();

/** What `npm run dev` prints: one tidy line a service, a summary, then the log. */
export const report = {
  ready(service: string, where: string): void {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${paint(32, "✓")} ${service.padEnd(16)} ${where.padEnd(58)} ${paint(2, `${seconds} s`)}`);
  },
  line(text: string): void {
    console.log(paint(2, text));
  },
  summary({
    site,
    env,
    seconds,
  }: {
    site: string;
    env: Record<string, string | undefined>;
    seconds: number;
  }): void {
    const mail = env.FLOYO_MAIL_URL ? `   mails: ${env.FLOYO_MAIL_URL}` : "";
    console.log(`\nFloyo is ready after ${seconds.toFixed(1)} s: ${paint(1, site)}${mail}`);
    console.log(paint(2, "Ctrl-C stops everything; `npm run dev -- --reset` starts clean.\n"));
  },
};
