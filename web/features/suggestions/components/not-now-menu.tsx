"use client";

import { formatUntil } from "../../../lib/format-time.ts";
import { nextMonday, tomorrowMorning } from "../../../lib/snooze-times.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { DISMISS_REASONS } from "../dismiss-reasons.ts";
import { DISMISS_WORDS } from "../dismiss-words.ts";
import type { Suggestion } from "../suggestion.ts";
import type { Decide } from "../use-decide.ts";

interface NotNowMenuProps {
  suggestion: Suggestion;
  decide: Decide;
}

/** Later, or never and why: one tap each, and each says what it will do. */
export function NotNowMenu({ suggestion, decide }: NotNowMenuProps) {
  const moment = useMoment();
  const snooze = (until: number) =>
    decide({
      suggestion,
      decision: { verdict: "snooze", until },
      done: { title: `Snoozed until ${formatUntil(until, moment)}`, detail: "It waits under Snoozed." },
    });
  const [tomorrow, monday] = [tomorrowMorning(moment), nextMonday(moment)];
  return (
    <Menu
      trigger={{
        className: buttonClass("ghost", "px-2! sm:px-2.5!"),
        children: (
          <>
            Not now <ChevronDownIcon />
          </>
        ),
      }}
      parts={[
        {
          label: "Later",
          choices: [
            {
              label: "Until tomorrow",
              detail: `Comes back ${formatUntil(tomorrow, moment)}`,
              onSelect: () => snooze(tomorrow),
            },
            ...(monday === tomorrow
              ? []
              : [
                  {
                    label: "Until next week",
                    detail: `Comes back ${formatUntil(monday, moment)}`,
                    onSelect: () => snooze(monday),
                  },
                ]),
          ],
        },
        {
          label: "Dismiss, because…",
          choices: DISMISS_REASONS.map((reason) => ({
            label: DISMISS_WORDS[reason].label,
            detail: DISMISS_WORDS[reason].effect,
            onSelect: () =>
              decide({
                suggestion,
                decision: { verdict: "dismiss", reason },
                done: { title: "Dismissed", detail: DISMISS_WORDS[reason].effect },
              }),
          })),
        },
      ]}
    />
  );
}
