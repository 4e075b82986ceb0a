import type { Page } from '@playwright/test';
import { expect } from '../offline-kit/index.ts';

/** What the library keeps under one key. */
export interface StoredRow {
	key: string[];
	value: unknown;
}

/** Everything that the library keeps on the device, in the order of the keys. */
export async function storedRows(page: Page): Promise<StoredRow[]> {
	return page.evaluate(async () => {
		const settle = <Result>(request: IDBRequest<Result>) =>
			new Promise<Result>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(new Error(request.error?.message));
			});
		const all: StoredRow[] = [];
		for (const { name = '' } of await indexedDB.databases()) {
			if (!name.startsWith('clerk-convex:')) continue;
			const database = await settle(indexedDB.open(name));
			const rows = database.transaction('rows').objectStore('rows');
			for (const key of (await settle(rows.getAllKeys())) as string[][]) {
				all.push({ key, value: await settle(rows.get(key)) });
			}
			database.close();
		}
		return all;
	});
}

/** What the device notes of who is signed in, and of sign-outs that Clerk has not ended yet. */
export async function deviceRecord(page: Page): Promise<unknown> {
	return (await storedRows(page)).find(({ key }) => key.join() === 'device,record')?.value;
}

/**
 * Waits until the device has the text, as the list of conversations and the messages show it. It is written a
 * moment after it is drawn: a browser that is killed in between has it at no next launch.
 */
export async function untilStored(page: Page, text: string): Promise<void> {
	const queriesWith = async () => {
		const rows = await storedRows(page);
		return ['conversations', 'messages'].filter((name) =>
			rows.some(
				({ key, value }) => key.join().includes(`${name}:`) && JSON.stringify(value).includes(text)
			)
		);
	};
	await expect.poll(queriesWith).toEqual(['conversations', 'messages']);
}
