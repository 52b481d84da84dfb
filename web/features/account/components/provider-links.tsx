import { buttonClass } from "../../../ui/button.tsx";
import { offeredProviders, PROVIDERS } from "../providers.ts";

/** The other ways to sign in, where the project offers them. */
export async function ProviderLinks({ next }: { next: string }) {
  const offered = await offeredProviders();
  if (offered.length === 0) return null;
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-3 text-meta text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {offered.map((name) => (
        <a
          key={name}
          href={`/auth/with/${name}?next=${encodeURIComponent(next)}`}
          className={buttonClass("secondary", "min-h-10")}
        >
          Continue with {PROVIDERS[name]}
        </a>
      ))}
    </div>
  );
}
