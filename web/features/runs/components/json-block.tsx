/** A value as text in a box that scrolls; nothing where there is none. */
export function JsonBlock({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  if (text === "{}" || text === "[]") return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <h3 className="text-[13px] font-medium text-soft">{title}</h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-control border border-line bg-bg px-3 py-2.5 font-mono text-[12.5px] leading-[19px]"
      >
        {text}
      </pre>
    </div>
  );
}
