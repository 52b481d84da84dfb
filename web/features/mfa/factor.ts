/** An authenticator app of the person, as the page shows it. */
export interface Factor {
  id: string;
  name: string;
  addedAt: string;
}
