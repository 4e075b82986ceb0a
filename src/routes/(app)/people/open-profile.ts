import { pushState } from '$app/navigation';
import type { Person } from '../model/person';

/** Shows the profile of a person over the page. It is an entry of the history, so that Back closes it. */
export function openProfile({ subject, name, pictureUrl }: Person): void {
	pushState('', { person: { subject, name, ...(pictureUrl && { pictureUrl }) } });
}
