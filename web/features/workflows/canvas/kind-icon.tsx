import { FileIcon, RunsIcon } from "../../../ui/icons.tsx";

const PATHS: Record<string, string> = {
  http: "M9 2.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 9 2.7ZM2.9 9h12.2M9 2.7c2.2 2 2.2 10.6 0 12.6M9 2.7c-2.2 2-2.2 10.6 0 12.6",
  connector: "M6.5 2.5v3.5M11.5 2.5v3.5M4.5 6h9v2.5a4.5 4.5 0 0 1-9 0ZM9 13v2.5",
  notify: "M4.5 12.5V8a4.5 4.5 0 0 1 9 0v4.5l1 1.2h-11ZM7.4 15.5h3.2",
  approval:
    "M9 9a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 9 9ZM3.5 15a5.5 5.5 0 0 1 7-4.7M10.5 13.5l1.7 1.7 3.3-3.6",
  delay: "M9 2.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 9 2.7ZM9 5.5V9l2.5 1.7",
  branch: "M9 2.5v4L4.5 10v5.5M9 6.5l4.5 3.5v5.5M2.7 13.5l1.8 2 1.8-2M11.7 13.5l1.8 2 1.8-2",
  "for-each": "M13.5 5.5h-7a3.5 3.5 0 0 0 0 7h.5M11.5 3.2l2.2 2.3-2.2 2.3M10 12.5h4.5M10 15.5h4.5",
  set: "M3 4.5h12M3 9h12M3 13.5h7",
  transform: "M10.5 2.5c-2.5 0-2.5 2-2.7 4l-.6 5c-.2 2-.5 4-3 4M5 7.5h6M11 10.5l4 5M15 10.5l-4 5",
  "call-workflow": "M2.5 3h5v5h-5ZM10.5 10h5v5h-5ZM7.5 5.5H11A2.2 2.2 0 0 1 13.2 7.7V10",
};

/** The sign of a kind of step; a play mark for what starts by hand and for kinds that this page does not know. */
export function KindIcon({ kind }: { kind: string }) {
  if (kind === "file") return <FileIcon />;
  const path = PATHS[kind];
  if (!path) return <RunsIcon />;
  return (
    <svg
      aria-hidden="true"
      width="18"
      height="18"
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
