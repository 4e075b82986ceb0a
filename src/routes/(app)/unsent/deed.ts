import type { OutboxEntry } from '$lib';
import type { PageTexts } from '../../texts/pages/page-texts.svelte';

type Sentences = Record<string, (t: PageTexts, args: OutboxEntry['args']) => string>;

/** A sentence for each delivery; `messages:send` needs none, its text says it. */
const SENTENCES: Sentences = {
	'messages:edit': (t) => t.unsent.edits,
	'messages:remove': (t) => t.unsent.deletes,
	'linkPreviews:remove': (t) => t.unsent.removesPreview,
	'reactions:set': (t, { emoji, isOn }) => {
		const given = typeof emoji === 'string' ? emoji : '';
		return isOn === true ? t.unsent.reacts(given) : t.unsent.takesBack(given);
	},
	'pins:set': (t, { isOn }) => (isOn === true ? t.unsent.pins : t.unsent.unpins),
	'conversations:create': (t) => t.unsent.creates,
	'conversations:rename': (t) => t.unsent.renames,
	'conversations:remove': (t) => t.unsent.deletesConversation,
	'direct:mute': (t, { isOn }) => (isOn === true ? t.unsent.mutes : t.unsent.unmutes),
	'direct:hide': (t, { isDeleted }) =>
		isDeleted === true ? t.unsent.deletesForSelf : t.unsent.hides,
	'blocks:set': (t, { isOn }) => (isOn === true ? t.unsent.blocks : t.unsent.unblocks),
	'members:join': (t) => t.unsent.joins,
	'members:leave': (t, { newOwner }) =>
		newOwner === undefined ? t.unsent.leaves : t.unsent.handsOver,
	'members:remove': (t) => t.unsent.removesMember,
	'invitations:send': (t) => t.unsent.invites,
	'invitations:accept': (t) => t.unsent.accepts,
	'invitations:decline': (t) => t.unsent.declines
};

/** What an entry of the outbox does, beside the text in it; `undefined` when its text says it all. */
export function deedOf(t: PageTexts, { mutation, args }: OutboxEntry): string | undefined {
	if (mutation === 'messages:send') return undefined;
	return SENTENCES[mutation]?.(t, args) ?? t.unsent.changes;
}
