"use client";

import { formatUntil } from "../../../lib/format-time.ts";
import { nextMonday, tomorrowMorning } from "../../../lib/snooze-times.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu, MenuGroup, MenuItem } from "../../../ui/menu.tsx";
import { DISMISS_WORDS } from "../dismiss-words.ts";
import { DISMISS_REASONS } from "../queries.ts";
import type { Suggestion } from "../suggestion.ts";
import type { useDecide } from "../use-decide.ts";

interface NotNowMenuProps {
  suggestion: Suggestion;
  decide: ReturnType<typeof useDecide>;
}

/** Later, or never and why: one tap each, and each says what it will do. */
export function NotNowMenu({ suggestion, decide }: NotNowMenuProps) {
  const moment = useMoment();
  const snooze = (until: number) =>
    decide.mutate({
      suggestion,
      decision: { verdict: "snooze", until },
      done: { title: `Snoozed until ${formatUntil(until, moment)}`, detail: "It waits under Snoozed." },
    });
  const [tomorrow, monday] = [tomorrowMorning(moment), nextMonday(moment)];
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={buttonClass("ghost", "px-2! sm:px-2.5!")}
          disabled={decide.isPending}
        >
          Not now <ChevronDownIcon />
        </button>
      }
    >
      <MenuGroup label="Later">
        <MenuItem
          label="Until tomorrow"
          detail={`Comes back ${formatUntil(tomorrow, moment)}`}
          onSelect={() => snooze(tomorrow)}
        />
        {monday === tomorrow ? null : (
          <MenuItem
            label="Until next week"
            detail={`Comes back ${formatUntil(monday, moment)}`}
            onSelect={() => snooze(monday)}
          />
        )}
      </MenuGroup>
      <MenuGroup label="Dismiss, because…">
        {DISMISS_REASONS.map((reason) => (
          <MenuItem
            key={reason}
            label={DISMISS_WORDS[reason].label}
            detail={DISMISS_WORDS[reason].effect}
            onSelect={() =>
              decide.mutate({
                suggestion,
                decision: { verdict: "dismiss", reason },
                done: { title: "Dismissed", detail: DISMISS_WORDS[reason].effect },
              })
            }
          />
        ))}
      </MenuGroup>
    </Menu>
  );
}
