import { expect, onTestFinished, test } from 'vitest';
import { watchLastUsedTab } from './last-used-tab';

/** Tabs of one user, in the order in which they were opened. */
function openTab(name: string, locks?: object) {
	const lifetime = new AbortController();
	onTestFinished(() => lifetime.abort());
	const heard: boolean[] = [];
	const tab = Object.assign(new EventTarget(), {
		navigator: { locks },
		document: { hasFocus: () => true }
	});
	watchLastUsedTab(tab as unknown as Window, name, (isLast) => heard.push(isLast), lifetime.signal);
	return {
		isLast: () => heard.at(-1) ?? false,
		focus: () => tab.dispatchEvent(new Event('focus')),
		close: () => lifetime.abort()
	};
}

test('the tab that was used last is the one, also when it is used again', async () => {
	const name = crypto.randomUUID();
	const first = openTab(name, navigator.locks);
	await expect.poll(first.isLast).toBe(true);
	const second = openTab(name, navigator.locks);
	await expect.poll(() => [first.isLast(), second.isLast()]).toEqual([false, true]);
	second.focus();
	first.focus();
	await expect.poll(() => [first.isLast(), second.isLast()]).toEqual([true, false]);
});

test.each([
	['are missing', undefined],
	['fail', { request: () => Promise.reject(new Error('refused')) }]
])('where locks %s, every tab is the one', async (_case, locks) => {
	const tabs = [openTab('a', locks), openTab('a', locks)];
	await expect.poll(() => tabs.map(({ isLast }) => isLast())).toEqual([true, true]);
});
