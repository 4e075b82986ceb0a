import { countingIn } from './counting';
import type { Counting } from './speaking';
import { useLanguage, type Language, type Texts } from './language.svelte';
import type { LanguageCode } from './languages';

/**
 * What an area that no launch shows says in each language. It comes with the first component that reads
 * it. A language that lacks an area is a type error.
 */
export type Area<Words> = Readonly<Record<LanguageCode, (counting: Counting) => Words>>;

/** Makes what a component reads an area by: its texts and those of a launch, in the language of the moment. */
export function areaReader<Words extends object>(area: Area<Words>) {
	return (language: Pick<Language, 'code' | 'locale' | 'texts'> = useLanguage()): Texts & Words => {
		const words = $derived(area[language.code](countingIn(language.locale)));
		return new Proxy({} as Texts & Words, {
			get: (_texts, name): unknown => Reflect.get(name in words ? words : language.texts, name)
		});
	};
}
