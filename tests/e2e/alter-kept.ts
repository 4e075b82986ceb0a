import type { Device, Servers } from '../offline-kit/index.ts';
import { storedRows } from './stored-rows.ts';

/** What the device keeps of a query, as it lies on the disk. */
interface Kept {
	value?: unknown;
	asOf?: unknown;
	version?: unknown;
}

/**
 * Changes what the device keeps of a query's result, while the app is not open. What the change gives back
 * is kept instead.
 *
 * @param name the function's, such as `messages:list`
 * @param change runs in the browser: it knows nothing of where it was written
 */
export async function alterKept(
	device: Pick<Device, 'page'>,
	servers: Servers,
	name: string,
	change: (kept: never) => unknown
): Promise<void> {
	const isOf = (key: string[], name: string) =>
		key[2] === 'result' && key[3]?.startsWith(`${name}(`) === true;
	const altered = await alterRows(device, servers, { isOf, name }, change);
	if (altered === 0) throw new Error(`Nothing is kept of ${name}.`);
}

/**
 * Changes the entries of the outbox on the disk, while the app is not open: as another version of the app
 * may have written them.
 *
 * @param change runs in the browser: it knows nothing of where it was written
 */
export async function alterPending(
	device: Pick<Device, 'page'>,
	servers: Servers,
	change: (entry: never) => unknown
): Promise<void> {
	const isOf = (key: string[], name: string) => key[0] === name;
	const altered = await alterRows(device, servers, { isOf, name: 'outbox' }, change);
	if (altered === 0) throw new Error('The outbox is empty.');
}

/** Changes rows on the disk, and returns how many. Both functions run in the browser. */
async function alterRows(
	{ page }: Pick<Device, 'page'>,
	servers: Servers,
	{ isOf, name }: { isOf: (key: string[], name: string) => boolean; name: string },
	change: (kept: never) => unknown
): Promise<number> {
	// A page of the app's origin in which no app runs.
	await page.goto(`${servers.url}/icons/icon.svg`);
	// Functions go into a page as their source only.
	const [run, ...args] = [changeRows, name, isOf, change].map((one) =>
		typeof one === 'function' ? one.toString() : JSON.stringify(one)
	);
	return await page.evaluate<number>(`(${run})(${args.join(', ')})`);
}

/** Runs in the browser: it knows nothing of where it was written. */
async function changeRows(
	wanted: string,
	isOf: (key: string[], name: string) => boolean,
	change: (row: unknown) => unknown
): Promise<number> {
	const settle = <Result>(request: IDBRequest<Result>) =>
		new Promise<Result>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(new Error(request.error?.message));
		});
	let count = 0;
	for (const { name = '' } of await indexedDB.databases()) {
		if (!name.startsWith('clerk-convex:')) continue;
		const database = await settle(indexedDB.open(name));
		const transaction = database.transaction('rows', 'readwrite');
		const done = new Promise((resolve) => (transaction.oncomplete = resolve));
		const rows = transaction.objectStore('rows');
		for (const key of (await settle(rows.getAllKeys())) as string[][]) {
			if (!isOf(key, wanted)) continue;
			rows.put(change(await settle(rows.get(key))), key);
			count += 1;
		}
		await done;
		database.close();
	}
	return count;
}

/** What the device keeps of a query, in the order of its arguments. */
export async function readCached({ page }: Pick<Device, 'page'>, name: string): Promise<Kept[]> {
	const results = (await storedRows(page)).filter(
		({ key }) => key[2] === 'result' && key[3]?.startsWith(`${name}(`)
	);
	return results.map(({ value }) => value as Kept);
}
