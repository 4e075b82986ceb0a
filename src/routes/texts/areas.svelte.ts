import { countingIn } from './counting';
import { useLanguage, type Language, type Texts } from './language.svelte';
import type { Areas } from './languages';

type Area = Exclude<keyof Areas, 'launch'>;

/** The language that an area is read in. */
type AreaLanguage = Pick<Language, 'locale' | 'texts'> & { translation?: Areas | undefined };

/**
 * Makes what a component reads an area by: its texts and those of a launch, in the language of the moment.
 * An area is what no launch shows. In English it comes with the first component that reads it.
 */
export function areaReader<A extends Area>(area: A, english: Areas[A]) {
	type Words = ReturnType<Areas[A]>;
	return (language: AreaLanguage = useLanguage()): Texts & Words => {
		const speak = $derived(language.translation?.[area] ?? english);
		const words = $derived(speak(countingIn(language.locale)));
		return new Proxy({} as Texts & Words, {
			get: (_texts, name): unknown => Reflect.get(name in words ? words : language.texts, name)
		});
	};
}
