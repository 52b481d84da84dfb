import { formatCount } from "../../../lib/format-count.ts";

interface FoldersLeftOutProps {
  folders: ReadonlyMap<string, number>;
  leftOut: ReadonlySet<string>;
  onChange: (leftOut: ReadonlySet<string>) => void;
}

/** The folders inside, each of which may be left out. */
export function FoldersLeftOut({ folders, leftOut, onChange }: FoldersLeftOutProps) {
  const byName = [...folders].sort(([one], [other]) => one.localeCompare(other));
  function change(folder: string, isWatched: boolean): void {
    const next = new Set(leftOut);
    if (isWatched) next.delete(folder);
    else next.add(folder);
    onChange(next);
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-[13px] font-semibold">Folders to watch</legend>
      <div className="grid max-h-40 gap-x-4 gap-y-1.5 overflow-y-auto rounded-control border border-line px-3 py-2.5 sm:grid-cols-2">
        {byName.map(([folder, files]) => (
          <label key={folder} className="flex min-w-0 items-baseline gap-2 text-[13px]">
            <input
              type="checkbox"
              className="accent-accent"
              checked={!leftOut.has(folder)}
              onChange={(event) => change(folder, event.currentTarget.checked)}
            />
            <span className="truncate">{folder}</span>
            <span className="ms-auto text-meta text-soft">{formatCount(files)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
