/** What the actions of a message were asked for by: it says where they are, and how one sees them. */
export type OpenedBy = 'finger' | 'mouse' | 'keyboard';
