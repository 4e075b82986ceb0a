import { CallError, OutboxError } from '$lib';
import { isRefusal } from '$convex/refusals';
import type { PageTexts } from '../../texts/pages/page-texts.svelte';
import { whyRefused } from './refusal-text';

/** Explains to its author why a text could not be stored or sent. Decided by the error's kind. */
export function whyNotSent(t: PageTexts, error: unknown): string {
	if (error instanceof OutboxError) {
		return error.code === 'storage_full' ? t.problem.noRoom : t.problem.storageFailed;
	}
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return t.problem.notConnected;
			case 'not_understood':
			case 'outcome_unknown':
				return t.problem.outcomeUnknown;
		}
	}
	return t.problem.notSent(isRefusal(error) ? whyRefused(t, error.data) : t.refusal.serverFailed);
}

/** Explains why a conversation was not created. */
export function whyNotMade(t: PageTexts, error: unknown): string {
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return t.newConversation.notConnected;
			case 'not_understood':
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

/** Why something that a person asked for was not done, as a sentence for them. */
export function whyNotDone(t: PageTexts, error: unknown): string {
	if (error instanceof OutboxError) return whyNotSent(t, error);
	if (error instanceof CallError && error.code === 'not_connected') return t.problem.offline;
	return isRefusal(error) && error.data.kind === 'RateLimited'
		? t.refusal.rateLimited
		: t.problem.notDone;
}

/** Why a person's name was not saved, as a sentence for them. */
export function whyNotNamed(t: PageTexts, error: unknown): string {
	if (error instanceof CallError && error.code === 'not_connected') return t.ownName.notConnected;
	return isRefusal(error) && error.data.kind === 'RateLimited'
		? t.refusal.rateLimited
		: t.ownName.notSaved;
}
