"use client";

import { STEP_KINDS } from "@floyo/shared/workflows/step-kinds.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu, type MenuChoice } from "../../../ui/menu.tsx";

interface AddStepProps {
  label: string;
  look?: "primary" | "secondary";
  onAdd: (kind: string) => void;
}

/** The kinds of steps, as a menu shows them. */
export function kindChoices(onAdd: (kind: string) => void): MenuChoice[] {
  return STEP_KINDS.map((kind) => ({
    label: kind.label,
    detail: kind.description,
    onSelect: () => onAdd(kind.kind),
  }));
}

/** The menu of step kinds. */
export function AddStep({ label, look = "secondary", onAdd }: AddStepProps) {
  return (
    <Menu
      trigger={{
        className: buttonClass(look),
        children: (
          <>
            {label}
            <ChevronDownIcon />
          </>
        ),
      }}
      align="start"
      parts={[{ choices: kindChoices(onAdd) }]}
    />
  );
}
