/** The picture of each user: the one they uploaded or, as in Clerk, one made from their initials. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Instance } from './instance.ts';
import { LOCAL_PROXY_URL } from './publishable-key.js';
import type { User } from './store.ts';

const PATH = '/pictures/';
/** SVG is not among them: it can carry scripts, and these come from the app's own origin. */
const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Whether a picture of this type may be uploaded. */
export function isPictureType(type: string): boolean {
	return TYPES.includes(type);
}

/** Where the picture is for a page of the app. The address changes when the picture does. */
export function pictureUrl(appOrigin: string, user: User): string {
	const version = user.image ? `?v=${user.image.id}` : '';
	return `${appOrigin}${LOCAL_PROXY_URL}${PATH}${user.id}${version}`;
}

/** Answers a request for a picture. Returns whether it was one. */
export function sendPicture(instance: Instance, path: string, response: ServerResponse): boolean {
	if (!path.startsWith(PATH)) return false;
	const id = path.slice(PATH.length);
	const user = Object.values(instance.store.data.users).find((candidate) => candidate.id === id);
	if (!user) return false;
	const type = user.image?.type ?? 'image/svg+xml';
	const picture = user.image ? readFileSync(instance.pictureFile(user.id)) : initials(user);
	response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
	response.end(picture);
	return true;
}

function initials(user: User): string {
	const names = [user.firstName, user.lastName].filter((name) => name !== null);
	const letters = (names.length > 0 ? names : [user.email])
		.map((name) => /\p{L}|\p{N}/u.exec(name)?.[0] ?? '')
		.join('')
		.toUpperCase();
	let hue = 0;
	for (const character of user.id) hue = (hue * 31 + character.charCodeAt(0)) % 360;
	return (
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">' +
		`<rect width="80" height="80" fill="hsl(${hue} 45% 40%)"/>` +
		'<text x="40" y="52" fill="#fff" font-family="sans-serif" font-size="34" ' +
		`text-anchor="middle">${letters}</text></svg>`
	);
}
