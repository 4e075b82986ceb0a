/**
 * A long list. The part around the screen is in memory; everything that was ever loaded is on the device.
 * The newest items are live, and so are those on the screen. It is known where items are missing
 * ({@link gaps}); they are asked for when the screen comes near.
 */
export interface CachedPages<Item> {
	/**
	 * The items in memory with optimistic updates, oldest first; `undefined` until the device has
	 * answered.
	 */
	readonly items: readonly Item[] | undefined;
	/** The keys of the items before which others are missing. */
	readonly gaps: ReadonlySet<string>;
	/** Whether {@link items} reach the newest item. */
	readonly isNewest: boolean;
	/** Whether missing items are being asked for. */
	readonly isFilling: boolean;
	/** The error of a query; the items stay. */
	readonly error: Error | undefined;

	/**
	 * Says which items are on the screen, by the orders of the first and the last. Call it again when
	 * {@link items} have changed. The items around these are read, missing ones are asked for, and those on
	 * the screen are kept live.
	 */
	see(from: number, to: number): void;
	/** Asks for missing items again, now that the backend answers. */
	refresh(): void;
	/** Goes to the newest items. */
	goToNewest(): Promise<void>;
	/** Goes to the item of this order. Returns whether it exists. */
	goTo(order: number): Promise<boolean>;
	/** All cached items, for example to search them. */
	readCached(): Promise<readonly Item[]>;
	/** Closes the list. What is on the device stays. */
	close(): void;
}
