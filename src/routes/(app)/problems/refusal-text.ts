import type { RejectionReason } from '$lib';
import { isRefusalData, type MissingThing, type Refusal } from '$convex/refusals';
import type { PageTexts } from '../../texts/pages/page-texts.svelte';

/** Why the backend did not take a message, as a sentence for its author. */
export function whyRejected(t: PageTexts, reason: RejectionReason): string {
	switch (reason.kind) {
		case 'refused':
			return isRefusalData(reason.data) ? whyRefused(t, reason.data) : t.refusal.serverFailed;
		case 'server_error':
			return t.refusal.serverFailed;
		case 'not_understood':
			return t.refusal.notUnderstood;
		case 'too_old':
			return t.refusal.tooOld;
	}
}

function whyMissing(t: PageTexts, what: MissingThing): string {
	if (what === 'message') return t.refusal.messageDeleted;
	return what === 'person' ? t.newConversation.noSuchPerson : t.refusal.conversationGone;
}

/** Why a function refused, as a sentence for who called it. */
export function whyRefused(t: PageTexts, refusal: Refusal): string {
	switch (refusal.kind) {
		case 'Unauthenticated':
			return t.refusal.unauthenticated;
		case 'Forbidden':
			return t.refusal.forbidden;
		case 'NotFound':
			return whyMissing(t, refusal.what);
		case 'Invalid':
			return refusal.reason === 'tooLong' ? t.refusal.tooLong(refusal.limit) : t.refusal.empty;
		case 'RateLimited':
			return t.refusal.rateLimited;
	}
}
