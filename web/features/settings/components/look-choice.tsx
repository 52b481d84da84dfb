"use client";

import { useState } from "react";
import { THEME_COOKIE, type Theme } from "../../../lib/theme.ts";

const CHOICES: readonly { theme: Theme; label: string }[] = [
  { theme: "system", label: "Like the system" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];
const A_YEAR_S = 31_536_000;

/** Light, dark, or as the system has it; kept in a cookie, so that the server paints it right from the start. */
export function LookChoice({ initial }: { initial: Theme }) {
  const [chosen, setChosen] = useState(initial);
  function choose(theme: Theme): void {
    setChosen(theme);
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox.
    document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
  }
  return (
    <fieldset className="inline-grid max-w-full grid-flow-col rounded-control border border-line bg-bg p-[3px]">
      <legend className="sr-only">Look</legend>
      {CHOICES.map(({ theme, label }) => (
        <label
          key={theme}
          className="relative grid min-h-8 place-items-center rounded-[7px] px-3 text-[13px] font-medium text-soft has-checked:bg-panel has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name="look"
            value={theme}
            checked={chosen === theme}
            onChange={() => choose(theme)}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
