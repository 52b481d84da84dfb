export const SETTINGS_PLACES = [
  { href: "/settings", label: "Profile" },
  { href: "/settings/security", label: "Security" },
  { href: "/settings/notifications", label: "Notifications" },
  { href: "/settings/organisations", label: "Organisations" },
  { href: "/settings/keys", label: "Keys" },
  { href: "/settings/privacy", label: "Privacy" },
] as const;
