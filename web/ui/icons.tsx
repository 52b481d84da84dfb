import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      width="18"
      height="18"
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export function BellIcon() {
  return (
    <Icon>
      <path d="M4.5 12.5V8a4.5 4.5 0 0 1 9 0v4.5l1 1.2h-11ZM7.4 15.5h3.2" />
    </Icon>
  );
}

export function MessagesIcon() {
  return (
    <Icon>
      <path d="M3 4.2h12v8H8.4L5.2 15v-2.8H3ZM6 7h6M6 9.6h4" />
    </Icon>
  );
}

export function FeedIcon() {
  return (
    <Icon>
      <rect x="2.5" y="3" width="13" height="5" rx="1.6" />
      <rect x="2.5" y="10.5" width="13" height="4.5" rx="1.6" />
    </Icon>
  );
}

export function ImportIcon() {
  return (
    <Icon>
      <path d="M9 2.5v8M5.8 7.5 9 10.7l3.2-3.2M3 12.5v1.3a1.7 1.7 0 0 0 1.7 1.7h8.6a1.7 1.7 0 0 0 1.7-1.7v-1.3" />
    </Icon>
  );
}

export function SourcesIcon() {
  return (
    <Icon>
      <path d="M2.5 13.5v-9a1.3 1.3 0 0 1 1.3-1.3h3l1.7 2h5.7a1.3 1.3 0 0 1 1.3 1.3v7a1.3 1.3 0 0 1-1.3 1.3H3.8a1.3 1.3 0 0 1-1.3-1.3Z" />
      <path d="M6.2 10.2c1.6-1.8 4-1.8 5.6 0" />
    </Icon>
  );
}

export function SettingsIcon() {
  return (
    <Icon>
      <path d="M2.5 5.5h6M13 5.5h2.5M2.5 12.5H5M9.5 12.5h6" />
      <circle cx="10.7" cy="5.5" r="2" />
      <circle cx="7.2" cy="12.5" r="2" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m4.5 4.5 9 9M13.5 4.5l-9 9" />
    </Icon>
  );
}

export function ChevronDownIcon() {
  return (
    <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" fill="currentColor">
      <path d="M1.5 3h7L5 7.5z" />
    </svg>
  );
}

export function FileIcon() {
  return (
    <Icon>
      <path d="M4.5 2.5h6l3.5 3.5v8.2a1.3 1.3 0 0 1-1.3 1.3H4.5a1.3 1.3 0 0 1-1.3-1.3V3.8a1.3 1.3 0 0 1 1.3-1.3ZM10.3 2.7v3.5h3.5" />
    </Icon>
  );
}

export function SearchIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="4.7" />
      <path d="m11.6 11.6 3.4 3.4" />
    </Icon>
  );
}

export function PatternsIcon() {
  return (
    <Icon>
      <circle cx="4.5" cy="9" r="2" />
      <circle cx="13.5" cy="4.7" r="2" />
      <circle cx="13.5" cy="13.3" r="2" />
      <path d="M6.3 8.1 11.7 5.6M6.3 9.9l5.4 2.5" />
    </Icon>
  );
}

export function TimelineIcon() {
  return (
    <Icon>
      <path d="M5 2.5v13M8.5 4.5H15M8.5 9h4.5M8.5 13.5H15" />
      <circle cx="5" cy="4.5" r="1" />
      <circle cx="5" cy="9" r="1" />
      <circle cx="5" cy="13.5" r="1" />
    </Icon>
  );
}

export function WorkflowsIcon() {
  return (
    <Icon>
      <rect x="2.5" y="3" width="5" height="5" rx="1.4" />
      <rect x="10.5" y="10" width="5" height="5" rx="1.4" />
      <path d="M7.5 5.5H11A2.2 2.2 0 0 1 13.2 7.7V10" />
    </Icon>
  );
}

export function ConnectionsIcon() {
  return (
    <Icon>
      <path d="M7.6 10.4l2.8-2.8" />
      <path d="M8.6 5.6l1.5-1.5a2.8 2.8 0 0 1 3.9 3.9l-1.6 1.5" />
      <path d="M9.4 12.4l-1.5 1.5A2.8 2.8 0 0 1 4 10l1.6-1.5" />
    </Icon>
  );
}

export function RunsIcon() {
  return (
    <Icon>
      <circle cx="9" cy="9" r="6.3" />
      <path d="M7.6 6.6v4.8L11.4 9Z" />
    </Icon>
  );
}
