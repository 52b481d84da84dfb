/** Under which the tab keeps what was chosen in the palette. */
export const RECENT_KEY = "floyo-palette-recent";
