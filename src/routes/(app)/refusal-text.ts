import { CallError, OutboxError, type RejectionReason } from '$lib';
import { isRefusal, isRefusalData, type Refusal } from '../../../convex/refusals';
import type { Texts } from '../texts/language.svelte';

/** Why the backend did not take a message, as a sentence for its author. */
export function whyRejected(t: Texts, reason: RejectionReason): string {
	switch (reason.kind) {
		case 'refused':
			return isRefusalData(reason.data) ? whyRefused(t, reason.data) : t.refusal.serverFailed;
		case 'server_error':
			return t.refusal.serverFailed;
		case 'too_old':
			return t.refusal.tooOld;
	}
}

/** Why what was written could not be kept or sent, as a sentence for its author. Decided by the error's kind. */
export function whyNotSent(t: Texts, error: unknown): string {
	if (error instanceof OutboxError) {
		return error.code === 'storage_full' ? t.refusal.noRoom : t.refusal.storageFailed;
	}
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return t.refusal.notConnected;
			case 'outcome_unknown':
				return t.refusal.outcomeUnknown;
		}
	}
	return t.refusal.notSent(isRefusal(error) ? whyRefused(t, error.data) : t.refusal.serverFailed);
}

/** Why a conversation was not made, as a sentence for the one who wanted it. */
export function whyNotMade(t: Texts, error: unknown): string {
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return t.newConversation.notConnected;
			case 'outcome_unknown':
				return t.newConversation.outcomeUnknown;
		}
	}
	if (error instanceof OutboxError) return whyNotSent(t, error);
	if (!isRefusal(error)) return t.newConversation.serverFailed;
	switch (error.data.kind) {
		case 'Unauthenticated':
			return t.newConversation.signInAgain;
		case 'RateLimited':
			return t.newConversation.tooMany;
		case 'NotFound':
			return t.newConversation.noSuchPerson;
		case 'Forbidden':
		case 'Invalid':
			return t.newConversation.serverFailed;
	}
}

function whyRefused(t: Texts, refusal: Refusal): string {
	switch (refusal.kind) {
		case 'Unauthenticated':
			return t.refusal.unauthenticated;
		case 'Forbidden':
			return t.refusal.forbidden;
		case 'NotFound':
			return refusal.what === 'message' ? t.refusal.messageDeleted : t.refusal.conversationGone;
		case 'Invalid':
			return refusal.reason === 'tooLong' ? t.refusal.tooLong(refusal.limit) : t.refusal.empty;
		case 'RateLimited':
			return t.refusal.rateLimited;
	}
}
