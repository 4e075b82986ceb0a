import { areaReader } from '../areas.svelte';
import { pages, type PageWords } from '../en/pages';
import type { Texts } from '../language.svelte';

/** The texts of a launch, and of the pages and dialogs, in one language. */
export type PageTexts = Texts & PageWords;

/** All texts but those of the settings, for a component that no launch shows. */
export const usePageTexts = areaReader('pages', pages);
