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
	{ page }: Pick<Device, 'page'>,
	servers: Servers,
	name: string,
	change: (kept: never) => unknown
): Promise<void> {
	// A page of the app's origin in which no app runs.
	await page.goto(`${servers.url}/icons/icon.svg`);
	const altered = await page.evaluate(
		async ([queryName, source]) => {
			const settle = <Result>(request: IDBRequest<Result>) =>
				new Promise<Result>((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(new Error(request.error?.message));
				});
			// eslint-disable-next-line @typescript-eslint/no-implied-eval -- a function cannot be passed here
			const alter = new Function(`return (${source})(...arguments)`) as (kept: unknown) => unknown;
			let count = 0;
			for (const { name = '' } of await indexedDB.databases()) {
				if (!name.startsWith('clerk-convex:')) continue;
				const database = await settle(indexedDB.open(name));
				const transaction = database.transaction('rows', 'readwrite');
				const done = new Promise((resolve) => (transaction.oncomplete = resolve));
				const rows = transaction.objectStore('rows');
				for (const key of (await settle(rows.getAllKeys())) as string[][]) {
					if (key[2] !== 'result' || !key[3]?.startsWith(`${queryName}(`)) continue;
					rows.put(alter(await settle(rows.get(key))), key);
					count += 1;
				}
				await done;
				database.close();
			}
			return count;
		},
		[name, change.toString()] as const
	);
	if (altered === 0) throw new Error(`Nothing is kept of ${name}.`);
}

/** What the device keeps of a query, in the order of its arguments. */
export async function readCached({ page }: Pick<Device, 'page'>, name: string): Promise<Kept[]> {
	const results = (await storedRows(page)).filter(
		({ key }) => key[2] === 'result' && key[3]?.startsWith(`${name}(`)
	);
	return results.map(({ value }) => value as Kept);
}
