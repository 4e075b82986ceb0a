import type { BrowserContext, Page } from '@playwright/test';

/** What a page showed at one moment. */
export interface Glance {
	/** When the page was loaded: another load, another value. */
	load: number;
	composer: string;
	/** All that each message says, its state included, in the order on the screen. */
	articles: string[];
}

const REPORT = 'tellWhatIsShown';

/**
 * Hears of everything that the pages of a browser show from now on, until the browser is gone: what
 * came too late to be told is taken for never shown.
 */
export async function watch(
	context: BrowserContext,
	onGlance: (page: Page, glance: Glance) => void
): Promise<void> {
	await context.exposeBinding(REPORT, ({ page }, glance: Glance) => onGlance(page, glance));
	await context.addInitScript((report) => {
		let last = '';
		const look = () => {
			const log = document.querySelector('[role="log"]');
			const composer = document.querySelector('textarea');
			if (!log || !composer) return;
			const glance = {
				load: performance.timeOrigin,
				composer: composer.value,
				articles: Array.from(log.querySelectorAll('article'), (one) => one.textContent)
			};
			const seen = JSON.stringify(glance);
			if (seen === last) return;
			last = seen;
			(window as unknown as Record<string, (seen: unknown) => void>)[report]?.(glance);
		};
		// The button beside the composer changes when that is emptied: a value is no mutation.
		new MutationObserver(look).observe(document, {
			subtree: true,
			childList: true,
			characterData: true,
			attributeFilter: ['disabled']
		});
		document.addEventListener('input', look, true);
	}, REPORT);
}
