// The app does not import this file: a launch has the limits, and not what refuses a text.
import { countCharacters } from './characters';
import { refuse, type InvalidField } from './refusals';

/** Refuses a text that is empty, or longer than `limit` characters. */
export function refuseUnlessFits(field: InvalidField, text: string, limit: number): void {
	if (text.trim() === '') throw refuse({ kind: 'Invalid', field, reason: 'empty', limit });
	refuseIfLonger(field, text, limit);
}

/** Refuses a text that is longer than `limit` characters. */
export function refuseIfLonger(field: InvalidField, text: string, limit: number): void {
	if (countCharacters(text) > limit) {
		throw refuse({ kind: 'Invalid', field, reason: 'tooLong', limit });
	}
}
