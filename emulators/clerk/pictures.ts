/** The picture of each user, made of their initials as Clerk does it. */
import type { ServerResponse } from 'node:http';
import type { Instance } from './instance.ts';
import { LOCAL_PROXY_URL } from './publishable-key.js';
import type { User } from './store.ts';

const PATH = '/pictures/';

/** Where the picture is for a page of the app. */
export function pictureUrl({ appOrigin }: Instance, { id }: User): string {
	return `${appOrigin}${LOCAL_PROXY_URL}${PATH}${id}`;
}

/** Answers a request for a picture. Returns whether it was one of somebody's. */
export function sendPicture({ store }: Instance, path: string, response: ServerResponse): boolean {
	const user = Object.values(store.data.users).find(({ id }) => path === PATH + id);
	if (!user) return false;
	response.setHeader('cache-control', 'no-cache');
	response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(initialsOf(user));
	return true;
}

function initialsOf({ id, email, firstName, lastName }: User): string {
	const names = firstName || lastName ? [firstName, lastName] : [email];
	const initials = names.map((name) => /[\p{L}\p{N}]/u.exec(name ?? '')?.[0] ?? '').join('');
	const hue = [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 0);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">
		<rect width="80" height="80" fill="hsl(${hue} 45% 40%)" />
		<text x="40" y="52" fill="#fff" font-family="sans-serif" font-size="34" text-anchor="middle"
			>${initials.toUpperCase()}</text></svg>`;
}
