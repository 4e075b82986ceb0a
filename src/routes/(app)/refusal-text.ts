import { CallError, OutboxError, type RejectionReason } from '$lib';
import { isRefusal, isRefusalData, type Refusal } from '../../../convex/refusals';

const SERVER_FAILED = 'The server could not take it.';

/** Why the backend did not take a message, as a sentence for its author. */
export function whyRejected(reason: RejectionReason): string {
	switch (reason.kind) {
		case 'refused':
			return isRefusalData(reason.data) ? whyRefused(reason.data) : SERVER_FAILED;
		case 'server_error':
			return SERVER_FAILED;
		case 'too_old':
			return 'It has waited here for two weeks. Send it only if it is still wanted.';
	}
}

/** Why what was written could not be kept or sent, as a sentence for its author. Decided by the error's kind. */
export function whyNotSent(error: unknown): string {
	if (error instanceof OutboxError) {
		return error.code === 'storage_full'
			? 'Not saved: this device has no room left. Your text stays here.'
			: 'Not saved: this device’s storage does not work now. Your text stays here.';
	}
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return 'Not sent: there is no connection. Your text stays here.';
			case 'outcome_unknown':
				return 'The connection ended before an answer came. Send again: it will not be sent twice.';
		}
	}
	return `Not sent. ${isRefusal(error) ? whyRefused(error.data) : SERVER_FAILED}`;
}

/** Why a conversation was not made, as a sentence for the one who wanted it. */
export function whyNotMade(error: unknown): string {
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return 'Not made: there is no connection.';
			case 'outcome_unknown':
				return 'The connection ended before an answer came. See whether it is in the list.';
		}
	}
	if (isRefusal(error) && error.data.kind === 'Unauthenticated') {
		return 'Not made: sign in again.';
	}
	return 'Not made: the server could not take it.';
}

function whyRefused(refusal: Refusal): string {
	switch (refusal.kind) {
		case 'Unauthenticated':
			return 'Sign in again.';
		case 'Forbidden':
			return 'You may not write in this conversation.';
		case 'NotFound':
			return refusal.what === 'message'
				? 'The message was deleted.'
				: 'This conversation is no longer here.';
		case 'Invalid':
			return refusal.reason === 'tooLong'
				? `A message can have at most ${refusal.limit.toLocaleString()} characters.`
				: 'The message is empty.';
	}
}
