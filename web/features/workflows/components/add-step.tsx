"use client";

import { STEP_KINDS } from "@floyo/shared/workflows/step-kinds.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu } from "../../../ui/menu.tsx";

interface AddStepProps {
  label: string;
  look?: "primary" | "secondary";
  onAdd: (kind: string) => void;
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
      parts={[
        {
          choices: STEP_KINDS.map((kind) => ({
            label: kind.label,
            detail: kind.description,
            onSelect: () => onAdd(kind.kind),
          })),
        },
      ]}
    />
  );
}
