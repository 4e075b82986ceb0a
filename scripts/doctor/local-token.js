import { readJson } from './ask.js';

/** The account that the local Clerk starts with. */
const ADA = { identifier: 'ada@example.com', password: 'local-password' };

/** What Clerk answers when a form was understood and refused. */
const STATUS_REFUSED = 422;

/**
 * Signs in to the local Clerk with the account that it starts with, takes a session token, and ends
 * the session again. Resolves with `undefined` when the account is not as it was at first.
 *
 * @param {string} clerk the local Clerk's address
 * @param {import('./ask.js').Ask} ask
 * @returns {Promise<string | undefined>}
 */
export async function fetchLocalToken(clerk, ask) {
	const browser = new Browser(clerk, ask);
	const form = { strategy: 'password', ...ADA };
	const signIn = await browser.post('/v1/client/sign_ins', form);
	if (!signIn) return undefined;
	const { created_session_id: id } = /** @type {{ created_session_id: string }} */ (
		signIn.response
	);
	const token = await browser.post(`/v1/client/sessions/${id}/tokens`);
	await browser.post(`/v1/client/sessions/${id}/remove`);
	return String(token?.jwt);
}

/** Posts forms, and keeps the cookies it is given. */
class Browser {
	#clerk;
	#ask;
	#cookies = '';

	/**
	 * @param {string} clerk
	 * @param {import('./ask.js').Ask} ask
	 */
	constructor(clerk, ask) {
		this.#clerk = clerk;
		this.#ask = ask;
	}

	/**
	 * @param {string} path
	 * @param {Record<string, string>} [form]
	 */
	async post(path, form = {}) {
		const url = this.#clerk + path;
		const answer = await this.#ask(url, {
			method: 'POST',
			headers: { cookie: this.#cookies },
			body: new URLSearchParams(form)
		});
		const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookies = cookies.join('; ');
		return answer.status === STATUS_REFUSED ? undefined : readJson(answer, url);
	}
}
