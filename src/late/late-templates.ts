import { part } from '../routes/(app)/snapshot/snapshot-names';
import type { SpeakLate } from '../routes/texts/en/late';
import { LANGUAGES, type LanguageCode } from '../routes/texts/languages';

const CODES = Object.keys(LANGUAGES) as LanguageCode[];

const files = import.meta.glob<SpeakLate>('../routes/texts/*/late.ts', {
	eager: true,
	import: 'late'
});

/** What the page says in a language without the app. */
export function lateTexts(code: LanguageCode) {
	const speak = files[`../routes/texts/${code}/late.ts`];
	if (!speak) throw new Error(`src/routes/texts/${code} has no late.ts.`);
	return speak().late;
}

const STYLE = `<style>
#late{position:fixed;z-index:9;inset:auto 0 0;padding:16px 16px max(16px,env(safe-area-inset-bottom));border-top:1px solid var(--control-line,GrayText);background:var(--surface,Canvas);color:var(--ink,CanvasText);font:1rem/1.5 system-ui,sans-serif;text-align:center}
#late p{margin:0}
#late button{min-height:44px;margin:12px 4px 0}
#late [hidden]{display:none}
[data-late] ${part('frame')}{filter:grayscale(1)}
</style>`;

/**
 * A template for each language of what `late-app.ts` shows. `data-at` names the steps at which a part
 * shows: the app is `slow`, signing out is on `offer`, the user is to `ask` themselves whether unsent
 * messages may go, it is `done`, or it has `failed`. A button's value is what it does.
 */
export function lateTemplates(): string {
	return CODES.map(templateIn).join('\n');
}

/** What the page says in a browser that is too old for the app: in all languages, as nothing there chooses one. */
export function tooOldTexts(): string {
	const textIn = (code: LanguageCode) =>
		`<p lang="${code}" dir="${LANGUAGES[code].dir}">${lateTexts(code).tooOld}</p>`;
	return CODES.map(textIn).join('');
}

function templateIn(code: LanguageCode): string {
	const t = lateTexts(code);
	const button = (action: string, at: string, name: string) =>
		`<button class="button" value="${action}" data-at="${at}">${name}</button>`;
	return [
		`<template id="late-${code}">`,
		`<div id="late" lang="${code}" dir="${LANGUAGES[code].dir}" role="alert">`,
		STYLE,
		`<p data-at="slow offer">${t.slow} <span data-old>${t.old}</span></p>`,
		`<p data-at="ask">${t.unsent} <b data-unsent></b></p>`,
		`<p data-at="done">${t.done}</p>`,
		`<p data-at="failed">${t.failed}</p>`,
		button('reload', 'slow offer done failed', t.reload),
		button('leave', 'offer', t.signOut),
		button('stay', 'ask', t.cancel),
		button('wipe', 'ask', t.confirm),
		'</div></template>'
	].join('');
}
