/** The test controls: `POST /_control/<name>` with a JSON object. */
import type { Backend } from './backend.ts';
import { HttpError } from './http-api.ts';
import type { JSONObject, JSONValue } from './json.ts';

/** What the controls work on besides the backend. */
export interface Sockets {
	dropAll(): void;
}

/** Carries out a control. Throws {@link HttpError} when there is none of that name. */
export async function control(
	backend: Backend,
	sockets: Sockets,
	name: string,
	body: JSONObject
): Promise<JSONValue> {
	const { faults } = backend;
	const { on = true, count = 1, ms = 0, path, clear } = body;
	const only = typeof path === 'string' ? path : undefined;
	switch (name) {
		case 'reset':
			await backend.reset();
			break;
		case 'drop-before-execution':
			faults.dropBeforeExecution(Number(count), only);
			break;
		case 'drop-after-commit':
			faults.dropAfterCommit(Number(count), only);
			break;
		case 'delay':
			faults.delay(Number(count), Number(ms));
			break;
		case 'mute':
			faults.mute(on === true);
			break;
		case 'refuse':
			faults.refuses = on === true;
			if (faults.refuses) sockets.dropAll();
			break;
		case 'reject-auth':
			faults.rejectsAuth = on === true;
			break;
		case 'disconnect':
			sockets.dropAll();
			break;
		case 'stats': {
			const stats = backend.stats;
			if (clear === true) backend.stats = { runs: {}, authenticates: 0, connects: 0 };
			return { ...stats };
		}
		default:
			throw new HttpError(404, 'NotFound', `There is no control "${name}".`);
	}
	return {};
}
