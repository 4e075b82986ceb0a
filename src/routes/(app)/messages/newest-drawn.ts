/**
 * The number of messages that are drawn at first, and while the newest are on the screen: as in a
 * snapshot.
 */
export const NEWEST_DRAWN = 50;
