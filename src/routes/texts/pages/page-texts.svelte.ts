import { areaReader, type Area } from '../areas.svelte';
import type { Texts } from '../language.svelte';
import { ar } from './ar';
import { en, type PageWords } from './en';

/** What pages and dialogs say. */
export const PAGES: Area<PageWords> = { en, ar };

/** The texts of a launch, and of the pages and dialogs, in one language. */
export type PageTexts = Texts & PageWords;

/** All texts but those of the settings, for a component that no launch shows. */
export const usePageTexts = areaReader(PAGES);
