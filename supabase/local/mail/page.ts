import type { CaughtMail } from "./mailbox.ts";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e3e3e0, #33332f); --soft: light-dark(#6b6b66, #a3a39d);
  --page: light-dark(#fbfbfa, #191918); --card: light-dark(#fff, #20201e); --accent: light-dark(#2557c7, #8fb1ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: var(--page); color: light-dark(#1c1c1a, #ecece9); }
header { display: flex; gap: 12px; align-items: center; padding: 14px 20px; border-bottom: 1px solid var(--line); }
h1 { font-size: 15px; margin: 0; flex: 1; }
h2 { font-size: 19px; margin: 0 0 4px; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: minmax(240px, 340px) 1fr; min-height: calc(100vh - 58px); }
nav { border-right: 1px solid var(--line); }
nav a { display: block; padding: 12px 20px; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
nav a:hover, nav a[aria-current] { background: var(--card); }
nav a:focus-visible, button:focus-visible, article a:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
nav strong { display: block; font-weight: 500; }
nav .unread strong { font-weight: 700; }
small, .soft { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
article { padding: 24px; min-width: 0; }
.views { display: flex; gap: 16px; margin: 16px 0 8px; }
.views a { color: var(--soft); text-decoration: none; padding: 2px 0; }
.views a[aria-current] { color: inherit; border-bottom: 2px solid var(--accent); }
iframe, pre { width: 100%; min-height: 60vh; margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px; }
iframe { background: #fff; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); }
pre a { color: var(--accent); }
button { font: inherit; padding: 4px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; }
.empty { padding: 15vh 24px; text-align: center; color: var(--soft); }
@media (max-width: 700px) { main { display: block; } nav { border-right: 0; } main.open nav { display: none; } }`;

/** Runs on the page: looks for new mail while somebody looks at it. */
const SCRIPT = `
const shown = document.body.dataset.newest;
setInterval(async () => {
  if (document.hidden) return;
  const { messages } = await (await fetch("/api/v1/messages?limit=1")).json();
  if ((messages[0]?.ID ?? "") !== shown) location.reload();
}, 2000);
document.getElementById("clear")?.addEventListener("click", async () => {
  await fetch("/api/v1/messages", { method: "DELETE" });
  location.href = "/";
});`;

/** The page: the list, and the open mail beside it. `nonce` allows its style and script. */
export function mailPage(
  mails: readonly CaughtMail[],
  options: { open: CaughtMail | null; view: "html" | "text"; nonce: string },
): string {
  const { open, view, nonce } = options;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${open ? escapeHtml(open.subject) : "Mail"} · Floyo on this machine</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body data-newest="${mails[0]?.id ?? ""}">
<header>
<h1>Mail caught on this machine</h1>
<span class="soft">${mails.length === 1 ? "1 mail" : `${mails.length} mails`}, none was sent</span>
${mails.length > 0 ? '<button id="clear" type="button">Delete all</button>' : ""}
</header>
${mails.length === 0 ? emptyState() : `<main class="${open ? "open" : ""}">${list(mails, open)}${open ? message(open, view) : choice()}</main>`}
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

function emptyState(): string {
  return '<p class="empty">No mail yet. Sign up or ask for a new password in Floyo, and its mail arrives here.</p>';
}

function choice(): string {
  return '<p class="empty">Choose a mail to read it.</p>';
}

function list(mails: readonly CaughtMail[], open: CaughtMail | null): string {
  const items = mails.map(
    (mail) => `<a href="/mail/${mail.id}" class="${mail.isRead ? "" : "unread"}"${current(mail === open)}>
<strong>${escapeHtml(mail.subject)}</strong>
<small>${escapeHtml(mail.to)} · ${timeOf(mail)}</small></a>`,
  );
  return `<nav aria-label="Mails">${items.join("")}</nav>`;
}

function message(mail: CaughtMail, view: "html" | "text"): string {
  const body =
    view === "html"
      ? `<iframe title="The mail" src="/mail/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
      : `<pre>${linked(mail.text)}</pre>`;
  return `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<div class="soft">to ${escapeHtml(mail.to)} · ${timeOf(mail)}</div>
<div class="views"><a href="/mail/${mail.id}"${current(view === "html")}>Mail</a><a href="/mail/${mail.id}?view=text"${current(view === "text")}>Text</a><a href="/">All mails</a></div>
${body}
</article>`;
}

/** The HTML of a mail for the frame, its links opening beside it. */
export function mailDocument(mail: CaughtMail): string {
  return `<!doctype html><meta charset="utf-8"><base target="_blank"><style>body { font: 16px/1.5 system-ui, sans-serif; }</style>${mail.html}`;
}

function current(isCurrent: boolean): string {
  return isCurrent ? ' aria-current="true"' : "";
}

function timeOf(mail: CaughtMail): string {
  const time = mail.receivedAt.toISOString();
  return `<time datetime="${time}">${time.slice(0, 10)} ${time.slice(11, 19)} UTC</time>`;
}

function linked(text: string): string {
  return escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/g,
    '<a href="$&" target="_blank" rel="noreferrer">$&</a>',
  );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
