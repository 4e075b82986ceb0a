/** The messages of the sync protocol, as far as the server reads and writes them. */
import { v } from 'convex/values';
import type { Infer, PropertyValidators, ValidatorJSON, VAny, Value } from 'convex/values';
import type { JSONValue } from './json.ts';
import { mismatch } from './validate.ts';

const message = <Type extends string, Fields extends PropertyValidators>(
	type: Type,
	fields: Fields
) => v.object({ type: v.literal(type), ...fields });
const json = v.any() as VAny<JSONValue>;
const nullable = v.optional(v.union(v.string(), v.null()));
const call = { udfPath: v.string(), args: v.array(json), componentPath: v.optional(v.null()) };
const queryModification = v.union(
	message('Add', { queryId: v.number(), journal: nullable, ...call }),
	message('Remove', { queryId: v.number() })
);
const clientMessage = v.union(
	message('Connect', {
		sessionId: v.string(),
		connectionCount: v.number(),
		lastCloseReason: nullable,
		maxObservedTimestamp: nullable,
		clientTs: v.optional(v.number())
	}),
	message('Authenticate', {
		baseVersion: v.number(),
		tokenType: v.union(v.literal('User'), v.literal('None')),
		value: v.optional(v.string())
	}),
	message('ModifyQuerySet', {
		baseVersion: v.number(),
		newVersion: v.number(),
		modifications: v.array(queryModification)
	}),
	message('Mutation', { requestId: v.number(), ...call }),
	message('Action', { requestId: v.number(), ...call }),
	message('Event', { eventType: v.string(), event: json })
);

/** A message from a client, of one type or any. */
export type ClientMessage<Type extends string = string> = Extract<
	Infer<typeof clientMessage>,
	{ type: Type }
>;

/** A client adds a query to those it wants kept up to date, or removes one. */
export type QueryModification = Infer<typeof queryModification>;

/** The client broke the protocol. It stops for good when it is told. */
export class ProtocolError extends Error {
	override name = 'ProtocolError';
}

/** How JSON.stringify writes half a surrogate pair, and nothing else once a text's backslashes are gone. */
const HALF_A_PAIR = /\\ud[89a-f]/i;

/** Reads a message. Throws {@link ProtocolError} when it is none. */
export function parseClientMessage(text: string): ClientMessage {
	let received: Value;
	try {
		received = JSON.parse(text) as Value;
	} catch (cause) {
		throw new ProtocolError('Received Invalid JSON on websocket', { cause });
	}
	// Convex's own parser takes no text that is not Unicode.
	if (HALF_A_PAIR.test(JSON.stringify(received).replaceAll('\\\\', ''))) {
		throw new ProtocolError('Received Invalid JSON on websocket: lone surrogate');
	}
	const { json: shape } = clientMessage as unknown as { json: ValidatorJSON };
	const problem = mismatch(received, shape, { tableOf: () => undefined });
	if (problem) throw new ProtocolError(`Received a message that does not match. ${problem}`);
	return received as ClientMessage;
}

/** A timestamp as the protocol writes it. */
export function encodeTs(ts: bigint): string {
	return Buffer.from(BigUint64Array.of(ts).buffer).toString('base64');
}

/** Reads a timestamp. Throws {@link ProtocolError} when it is none. */
export function decodeTs(text: string): bigint {
	const bytes = Buffer.from(text, 'base64');
	if (bytes.length !== 8) throw new ProtocolError(`${text} is no timestamp`);
	return bytes.readBigUInt64LE();
}
