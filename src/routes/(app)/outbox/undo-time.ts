/** For so long what was done can be undone, in milliseconds. */
export const UNDO_MS = 5_000;

/** What can be undone is sent a little later than the offer ends: a tap at its end still counts. */
export const KEPT_BACK_MS = UNDO_MS + 500;
