import type { Page } from '@playwright/test';

/** A page with nothing but rows, as many times as asked, with the look that the app gives them. */
export async function staticRows(page: Page, count: number): Promise<string> {
	const { rows, drawn, styles } = await page.evaluate(() => ({
		rows: document.querySelector('[role=log]')?.innerHTML ?? '',
		drawn: document.querySelectorAll('[role=log] article').length,
		styles: [...document.styleSheets]
			.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
			.join('\n')
	}));
	const { scroller, column } = await page.evaluate(() => ({
		scroller: document.querySelector('[role=log]')?.parentElement?.className ?? '',
		column: document.querySelector('[role=log]')?.className ?? ''
	}));
	const all = rows.repeat(Math.ceil(count / drawn));
	return `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<title>Rows</title>
		<style>${styles}</style>
	</head>
	<body style="display: flex; flex-direction: column; height: 100dvh; margin: 0">
		<div class="${scroller}"><div class="${column}" role="log">${all}</div></div>
	</body>
</html>`;
}
