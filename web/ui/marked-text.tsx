import { Fragment } from "react";

/** A sentence in which `{date}`-like variables are marked; read out and copied, it keeps its braces. */
export function MarkedText({ text }: { text: string }) {
  return text.split(/(\{[a-z]+\})/).map((piece, index) =>
    /^\{[a-z]+\}$/.test(piece) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change their places.
      <var key={index} className="rounded-mark bg-accent-soft px-[3px] text-accent not-italic">
        <span className="sr-only">{"{"}</span>
        {piece.slice(1, -1)}
        <span className="sr-only">{"}"}</span>
      </var>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change their places.
      <Fragment key={index}>{piece}</Fragment>
    ),
  );
}
