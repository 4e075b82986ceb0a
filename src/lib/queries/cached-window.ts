import type { ItemList } from '../cache/item-list.js';
import { join, type ItemShape } from '../cache/span.js';
import type { WindowChange } from './item-window.svelte.js';
import type { Window } from './pages-plan.js';

export interface CachedWindowOptions<Item> extends ItemShape<Item> {
	/** The cached list. */
	cached: ItemList<Item>;
	/** How many items are read at a time. */
	pageSize: number;
}

/** Reads the newest cached items. */
export async function readNewest<Item>(
	{ cached }: CachedWindowOptions<Item>,
	count: number
): Promise<Window<Item>> {
	const span = await cached.before(Infinity, count);
	return { span, isOldest: false, isNewest: true };
}

/** Reads the cached items around an order, those of this order included. */
export async function readAround<Item>(
	options: CachedWindowOptions<Item>,
	order: number
): Promise<Window<Item>> {
	const { cached, pageSize, orderOf } = options;
	const after = await cached.after(order, pageSize);
	// The item itself is included: the position is before the first item after it.
	const [next] = after.items;
	const position = next === undefined ? Infinity : orderOf(next);
	const before = await cached.before(position, pageSize);
	const span = join(before, after, after.isApart, options);
	return { span, isOldest: false, isNewest: after.items.length < pageSize };
}

/** Reads the cached items before a window. A window that begins elsewhere by then stays as it is. */
export async function readOlder<Item>(
	options: CachedWindowOptions<Item>,
	{ span: { items } }: Window<Item>
): Promise<WindowChange<Item>> {
	const { cached, pageSize, orderOf } = options;
	const [first] = items;
	const order = first === undefined ? Infinity : orderOf(first);
	const before = await cached.before(order, pageSize);
	return (window) =>
		window.span.items[0] === first
			? {
					...window,
					span: join(before, window.span, before.isApart, options),
					isOldest: before.items.length === 0
				}
			: window;
}

/** Reads the cached items after a window. A window that ends elsewhere by then stays as it is. */
export async function readNewer<Item>(
	options: CachedWindowOptions<Item>,
	{ span: { items } }: Window<Item>
): Promise<WindowChange<Item>> {
	const { cached, pageSize, orderOf } = options;
	const last = items.at(-1);
	const order = last === undefined ? -Infinity : orderOf(last);
	const after = await cached.after(order, pageSize);
	return (window) =>
		window.span.items.at(-1) === last
			? {
					...window,
					span: join(window.span, after, after.isApart, options),
					isNewest: after.items.length < pageSize
				}
			: window;
}
