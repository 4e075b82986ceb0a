/** What has just happened, as it is said for a moment. */
export interface Said {
	text: string;
	/** For how long it is said, in milliseconds. */
	ms: number;
	/** What can be done about it. */
	action?: { name: string; run: () => Promise<unknown> };
}

/** For so long it is said that something was done. */
export const NOTE_MS = 2_500;
