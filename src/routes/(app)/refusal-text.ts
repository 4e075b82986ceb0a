import { CallError } from '$lib';
import { isRefusal } from '../../../convex/refusals';

/** Why a message was not sent, as a sentence for its author. Decided by the error's kind. */
export function whyNotSent(error: unknown): string {
	if (error instanceof CallError) {
		switch (error.code) {
			case 'not_connected':
				return 'Not sent: there is no connection. Your text is kept.';
			case 'outcome_unknown':
				return 'The connection ended before an answer came. Send again: it will not be sent twice.';
		}
	}
	if (isRefusal(error)) {
		switch (error.data.kind) {
			case 'Unauthenticated':
				return 'Not sent: sign in again. Your text is kept.';
			case 'Forbidden':
				return 'Not sent: you may not write in this conversation.';
			case 'NotFound':
				return 'Not sent: this conversation is no longer here.';
			case 'Invalid':
				return error.data.reason === 'tooLong'
					? `Not sent: a message can have at most ${error.data.limit.toLocaleString()} characters.`
					: 'Not sent: the message is empty.';
		}
	}
	return 'Not sent: the server could not take it. Your text is kept.';
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
