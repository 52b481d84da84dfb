import type { ButtonHTMLAttributes } from "react";

export type ButtonLook = "primary" | "secondary" | "ghost" | "warm";

const SHAPE =
  "inline-flex min-h-[34px] items-center justify-center gap-1.5 rounded-control border px-3 py-1.5 text-[13px] font-semibold leading-5 transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 sm:px-3.5 pointer-coarse:min-h-11";

const LOOKS: Record<ButtonLook, string> = {
  primary:
    "border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
  secondary: "border-line bg-panel text-ink enabled:hover:border-line-strong [a&]:hover:border-line-strong",
  ghost: "border-transparent text-soft enabled:hover:text-ink [a&]:hover:text-ink",
  warm: "border-transparent bg-warm-soft text-warm enabled:hover:border-warm",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "secondary", extra = ""): string {
  return `${SHAPE} ${LOOKS[look]} ${extra}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
}

export function Button({ look = "secondary", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}
