import { Fragment } from "react";

export type PathPart = { kind: "text"; text: string } | { kind: "variable"; name: string };

interface PathTextProps {
  parts: readonly PathPart[];
}

/** A path in which each variable is marked, and which breaks after slashes, never inside a variable. */
export function PathText({ parts }: PathTextProps) {
  return (
    <span className="font-mono text-[12.5px] leading-5 text-ink [overflow-wrap:anywhere]">
      {parts.map((part, index) =>
        part.kind === "variable" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts never change their places.
          <var key={index} className="rounded-mark bg-accent-soft px-[3px] py-px text-accent not-italic">
            {part.name}
          </var>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts never change their places.
          <Breakable key={index} text={part.text} />
        ),
      )}
    </span>
  );
}

function Breakable({ text }: { text: string }) {
  const pieces = text.split(/(?<=[/_])/);
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change their places.
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {piece}
    </Fragment>
  ));
}
