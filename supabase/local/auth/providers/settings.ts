/** How Auth reaches a provider of sign-in. */
export interface ProviderSettings {
  clientId: string;
  secret: string;
  /** Stands in for the provider's own addresses: GitHub's paths below it, or those of an OpenID provider for Google. */
  url?: string;
}

export type ProviderName = "github" | "google";
export type Providers = Partial<Record<ProviderName, ProviderSettings>>;
