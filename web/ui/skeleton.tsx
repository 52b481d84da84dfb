/** A grey bar where text will stand. */
export function Bar({ className }: { className: string }) {
  return <span className={`block motion-safe:animate-breathe rounded-mark bg-line ${className}`} />;
}
