import { ConvexHttpClient } from 'convex/browser';
import type { Servers } from '../offline-kit/index.ts';

/** Somebody at the backend, without the app. Nothing limits how much they write. */
export async function connectAs(servers: Servers, email: string): Promise<ConvexHttpClient> {
	await servers.control('convex', 'environment', { RATE_LIMIT_SCALE: '1000' });
	const { ports } = servers;
	const { sessionId, cookies } = await servers.control<{
		sessionId: string;
		cookies: { name: string; value: string }[];
	}>('clerk', 'sign-in', { email });
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const address = `http://127.0.0.1:${ports.clerk}/v1/client/sessions/${sessionId}/tokens`;
	const response = await fetch(address, { method: 'POST', headers: { cookie } });
	const { jwt } = (await response.json()) as { jwt: string };
	return new ConvexHttpClient(`http://127.0.0.1:${ports.convex}`, { auth: jwt, logger: false });
}
