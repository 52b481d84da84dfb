const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d9d9d4, #3a3a35); --soft: light-dark(#6b6b66, #a3a39d);
  --page: light-dark(#fbfbfa, #191918); --card: light-dark(#fff, #20201e); --accent: light-dark(#2557c7, #8fb1ff); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  font: 15px/1.5 system-ui, sans-serif; background: var(--page); color: light-dark(#1c1c1a, #ecece9); }
main { width: 100%; max-width: 420px; padding: 28px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
h1 { font-size: 19px; margin: 0 0 4px; }
p { margin: 0 0 20px; color: var(--soft); }
.wrong { margin-top: -8px; color: light-dark(#b3261e, #ff9d94); }
label { display: block; margin-bottom: 16px; font-weight: 500; }
label.check { display: flex; gap: 8px; align-items: baseline; font-weight: 400; }
input[type=email] { display: block; width: 100%; margin-top: 6px; padding: 9px 12px; font: inherit; color: inherit;
  border: 1px solid var(--line); border-radius: 8px; background: var(--page); }
.actions { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; margin-top: 8px; }
button { font: inherit; font-weight: 500; padding: 9px 16px; border: 0; border-radius: 8px;
  background: var(--accent); color: light-dark(#fff, #14203c); cursor: pointer; }
a { color: inherit; padding: 9px 4px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }`;

/** Where one says who one is: it asks nobody for a password, and says that it is no real provider. */
export function consentPage(options: {
  provider: string;
  action: string;
  /** Carried along to the next step. */
  hidden: URLSearchParams;
  cancelUrl: string;
  /** What was typed that is no address. */
  wrong: string | null;
  nonce: string;
}): string {
  const { provider, action, hidden, cancelUrl, wrong, nonce } = options;
  const carried = [...hidden].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local test provider</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>Local test provider</h1>
<p>It stands in for ${provider} on this machine. No password is asked for: whoever you name signs in.</p>
<form action="${escapeHtml(action)}" method="get">
${carried.join("\n")}
<label>E-mail address
<input type="email" name="email" required autofocus autocomplete="email" maxlength="255"${wrong === null ? "" : ` value="${escapeHtml(wrong)}" aria-invalid="true" aria-describedby="wrong"`}>
</label>
${wrong === null ? "" : '<p id="wrong" class="wrong" role="alert">Enter an address such as name@example.com.</p>'}
<label class="check"><input type="checkbox" name="verified" value="yes" checked> ${provider} has verified this address</label>
<div class="actions"><button>Continue</button><a href="${escapeHtml(cancelUrl)}">Cancel</a></div>
</form>
</main>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
