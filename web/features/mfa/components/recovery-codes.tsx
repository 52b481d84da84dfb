"use client";

import { useState } from "react";
import { downloadText } from "../../../lib/download-text.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";

/** Ten codes, shown once, with the ways to keep them. */
export function RecoveryCodes({ codes, onSaved }: { codes: string[]; onSaved: () => void }) {
  const show = useToasts((toasts) => toasts.show);
  const [isSaved, setSaved] = useState(false);
  const text = `Floyo recovery codes. Each works once.\n\n${codes.join("\n")}\n`;

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text).then(
      () => show({ title: "Copied" }),
      () => show({ title: "This browser did not let us copy", detail: "Select the codes and press Ctrl+C." }),
    );
  }

  return (
    <div className="grid gap-4">
      <ul
        aria-label="Recovery codes"
        className="grid select-text gap-x-6 gap-y-1 rounded-control border border-line bg-bg px-4 py-3 font-mono text-[12.5px] sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button onClick={copy}>Copy</Button>
        <Button onClick={() => downloadText("floyo-recovery-codes.txt", text, "text/plain")}>Download</Button>
        <Button onClick={() => window.print()}>Print</Button>
      </div>
      <label className="flex items-center gap-2.5 text-[13px] print:hidden">
        <input
          type="checkbox"
          checked={isSaved}
          onChange={(event) => setSaved(event.target.checked)}
          className="size-4 accent-accent"
        />
        I have saved them where I find them without my phone
      </label>
      <div className="flex justify-end print:hidden">
        <Button look="primary" disabled={!isSaved} onClick={onSaved}>
          I have saved them
        </Button>
      </div>
    </div>
  );
}
