/** The picture of each user: what they uploaded or, as Clerk does it, one made of their initials. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ApiError } from './api-error.ts';
import type { Instance } from './call.ts';
import { LOCAL_PROXY_URL } from './publishable-key.js';
import type { User } from './store.ts';

const PATH = '/pictures/';
/** Not SVG, which can carry scripts: these are served from the app's own origin. */
const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Keeps an uploaded picture. Throws when it is not of a known type. */
export async function savePicture(instance: Instance, user: User, file: File): Promise<void> {
	const what = `${file.type} is not a type of picture that is taken.`;
	if (!TYPES.includes(file.type)) throw new ApiError(422, 'image_type_invalid', what);
	mkdirSync(instance.pictureDir, { recursive: true });
	writeFileSync(join(instance.pictureDir, user.id), new Uint8Array(await file.arrayBuffer()));
}

/** Where the picture is for a page of the app. The address changes when the picture does. */
export function pictureUrl({ appOrigin }: Instance, { id, picture }: User): string {
	const version = picture ? `?v=${picture.id}` : '';
	return `${appOrigin}${LOCAL_PROXY_URL}${PATH}${id}${version}`;
}

/** Answers a request for a picture. Returns whether it was one of somebody's. */
export function sendPicture(instance: Instance, path: string, response: ServerResponse): boolean {
	const users = Object.values(instance.store.data.users);
	const user = users.find(({ id }) => path === PATH + id);
	if (!user) return false;
	const type = user.picture?.type ?? 'image/svg+xml';
	response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
	response.end(user.picture ? readFileSync(join(instance.pictureDir, user.id)) : initialsOf(user));
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
