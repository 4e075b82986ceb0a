/** What is to be done so that a draft here and the user's other devices agree. */
import type { FunctionReturnType } from 'convex/server';
import type { api } from '$convex/_generated/api';
import type { DraftVersion } from '$convex/draftVersions';
import type { Saved } from './saved';

/** What the backend has of the drafts in one conversation. */
export type KeptDraft = FunctionReturnType<typeof api.drafts.list>[number];

/** The draft as the device has it. */
export interface DraftHere {
	text: string;
	saved?: Saved | undefined;
}

export type DraftStep =
	| { do: 'nothing' }
	/** The backend is to have the text here. */
	| { do: 'save' }
	/** The text here was written on, or nothing was here: another device's takes its place. */
	| { do: 'take'; version: DraftVersion }
	/** The text here was sent or emptied on another device. */
	| { do: 'clear' }
	/** The backend has another version than was known, with the text here. */
	| { do: 'note'; saved: Saved | undefined };

/**
 * The next step. What was typed here and has not been saved is never replaced: it becomes a version beside the
 * others. Only a text that another device has seen and replaced, or none, makes room for what is there now.
 * Where the backend has no document of the conversation it says nothing: `kept` is `undefined`.
 */
export function nextStep({ text, saved }: DraftHere, kept: KeptDraft | undefined): DraftStep {
	const versions = versionsOf(kept);
	const there = findOwn(saved, kept) ?? versions.find((one) => one.text === text);
	if (there && there.text !== text) return { do: 'save' };
	if (there) {
		const isNoted = saved?.text === text && saved.ids.length === 1 && saved.ids[0] === there.id;
		return isNoted ? { do: 'nothing' } : { do: 'note', saved: { ids: [there.id], text } };
	}
	if (text !== '' && text !== saved?.text) return { do: 'save' };
	if (kept?.current) return { do: 'take', version: kept.current };
	if (text === '') return saved ? { do: 'note', saved: undefined } : { do: 'nothing' };
	return kept ? { do: 'clear' } : { do: 'nothing' };
}

/** What was written on other devices at the same time, to be offered: the last saved first. */
export function otherDrafts(here: DraftHere, kept: KeptDraft | undefined): DraftVersion[] {
	if (nextStep(here, kept).do === 'take') return [...(kept?.others ?? [])];
	const own = findOwn(here.saved, kept);
	return versionsOf(kept).filter((one) => one !== own && one.text !== here.text);
}

/** The version that the text here comes from. */
function findOwn(saved: Saved | undefined, kept: KeptDraft | undefined): DraftVersion | undefined {
	return versionsOf(kept).find(({ id }) => saved?.ids.includes(id));
}

function versionsOf(kept: KeptDraft | undefined): DraftVersion[] {
	if (!kept) return [];
	return kept.current ? [kept.current, ...kept.others] : kept.others;
}
