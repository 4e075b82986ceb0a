import type { Device } from '../offline-kit/index.ts';

/** Everything that the browser keeps for the app, as one text to look for a user's data in. */
async function readDevice({ page }: Device): Promise<string> {
	return page.evaluate(async () => {
		const settle = <Result>(request: IDBRequest<Result>) =>
			new Promise<Result>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(new Error(request.error?.message));
			});
		const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.body.innerText];
		for (const { name } of await indexedDB.databases()) {
			const database = await settle(indexedDB.open(name ?? ''));
			for (const storeName of database.objectStoreNames) {
				const store = database.transaction(storeName).objectStore(storeName);
				found.push(name, storeName, await settle(store.getAllKeys()), await settle(store.getAll()));
			}
			database.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const response = await cache.match(request);
				found.push(request.url, await response?.text());
			}
		}
		return JSON.stringify(found);
	});
}

/** Those of the texts that stand anywhere on the device. */
export async function foundOn(device: Device, texts: readonly string[]): Promise<string[]> {
	const everything = await readDevice(device);
	return texts.filter((text) => everything.includes(text));
}
