import type { LanguageCode } from './languages';

/** What the page says in a browser in which the app does not run: in all languages, as nothing there chooses one. */
export const TOO_OLD: Readonly<Record<LanguageCode, string>> = {
	en: 'This browser is too old for Messages. Update it, or open Messages in another browser.',
	ar: 'هذا المتصفح قديم ولا يعمل فيه تطبيق الرسائل. حدِّثه، أو افتح الرسائل في متصفح آخر.'
};
