import { pushState } from '$app/navigation';
import type { MessageName } from '../model/message';
import type { Person } from '../model/person';

/** Shows the profile of a person over the page. It is an entry of the history, so that Back closes it. With a
 * message of theirs it begins with reporting that. */
export function openProfile({ subject, name, pictureUrl }: Person, reported?: MessageName): void {
	const person = { subject, name, ...(pictureUrl && { pictureUrl }) };
	pushState('', { person, ...(reported && { reported }) });
}
