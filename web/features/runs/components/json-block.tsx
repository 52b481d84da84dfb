"use client";

import { downloadText } from "../../../lib/download-text.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { savedText, shownText } from "../long-value.ts";

interface JsonBlockProps {
  title: string;
  value: unknown;
  /** Name of the file as which a long one is saved, without its ending. */
  fileName?: string;
  /** Where `value` is only the text of its beginning: reads the whole. */
  readWhole?: (() => Promise<unknown>) | undefined;
}

/** A value as text in a box that scrolls; nothing where there is none. A long one is cut and can be saved as a file. */
export function JsonBlock({ title, value, fileName = "value", readWhole }: JsonBlockProps) {
  if (value === null || value === undefined) return null;
  const { text, isCut } = shownText(value);
  if (text === "{}" || text === "[]") return null;
  const isBeginning = isCut || readWhole !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <h3 className="text-[13px] font-medium text-soft">
        {isBeginning ? `${title} (its beginning)` : title}
      </h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-control border border-line bg-bg px-3 py-2.5 font-mono text-[12.5px] leading-[19px]"
      >
        {text}
      </pre>
      {isBeginning ? (
        <SaveWhole fileName={fileName} read={readWhole ?? (() => Promise.resolve(value))} />
      ) : null}
    </div>
  );
}

function SaveWhole({ fileName, read }: { fileName: string; read: () => Promise<unknown> }) {
  const warn = useToasts((toasts) => toasts.warn);
  return (
    <div>
      <Button
        onClick={() =>
          read().then(
            (whole) => downloadText(`${fileName}.json`, savedText(whole), "application/json"),
            (error: Error) => warn({ title: "It was not saved", detail: error.message }),
          )
        }
      >
        Save the whole as a file
      </Button>
    </div>
  );
}
