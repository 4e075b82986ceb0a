/** The messages of the sync protocol, as far as the server reads and writes them. */
import { v, type Infer, type ValidatorJSON, type VAny, type Value } from 'convex/values';
import type { JSONValue } from './json.ts';
import { mismatch } from './validate.ts';

const json = v.any() as VAny<JSONValue>;
const nullable = v.optional(v.union(v.string(), v.null()));
const call = { udfPath: v.string(), args: v.array(json), componentPath: nullable };
const queryModification = v.union(
	v.object({ type: v.literal('Add'), queryId: v.number(), ...call, journal: nullable }),
	v.object({ type: v.literal('Remove'), queryId: v.number() })
);
const connect = v.object({
	type: v.literal('Connect'),
	sessionId: v.string(),
	connectionCount: v.number(),
	lastCloseReason: nullable,
	maxObservedTimestamp: nullable,
	clientTs: v.optional(v.number())
});
const authenticate = v.object({
	type: v.literal('Authenticate'),
	baseVersion: v.number(),
	tokenType: v.union(v.literal('User'), v.literal('None'), v.literal('Admin')),
	value: v.optional(v.string()),
	impersonating: v.optional(json)
});
const modifyQuerySet = v.object({
	type: v.literal('ModifyQuerySet'),
	baseVersion: v.number(),
	newVersion: v.number(),
	modifications: v.array(queryModification)
});
const functionRequest = v.object({
	type: v.union(v.literal('Mutation'), v.literal('Action')),
	requestId: v.number(),
	...call
});
const event = v.object({ type: v.literal('Event'), eventType: v.string(), event: json });
const clientMessage = v.union(connect, authenticate, modifyQuerySet, functionRequest, event);

/** A client says who it is and what it has seen. */
export type Connect = Infer<typeof connect>;

/** A client says who its user is. */
export type Authenticate = Infer<typeof authenticate>;

/** A client adds a query to those it wants kept up to date, or removes one. */
export type QueryModification = Infer<typeof queryModification>;

/** A client wants a mutation or an action to run. */
export type FunctionRequest = Infer<typeof functionRequest>;

/** What a client knows: of which queries, as whom, as of when. */
export interface StateVersion {
	querySet: number;
	identity: number;
	ts: bigint;
}

/** The client broke the protocol. It stops for good when it is told. */
export class ProtocolError extends Error {
	override name = 'ProtocolError';
}

/** Reads a message. Throws {@link ProtocolError} when it is none. */
export function parseClientMessage(text: string): Infer<typeof clientMessage> {
	let message: Value;
	try {
		message = JSON.parse(text) as Value;
	} catch (cause) {
		throw new ProtocolError('Received Invalid JSON on websocket', { cause });
	}
	const { json: shape } = clientMessage as unknown as { json: ValidatorJSON };
	const problem = mismatch(message, shape, { tableOf: () => undefined });
	if (problem) throw new ProtocolError(`Received a malformed message on websocket: ${problem}`);
	return message as Infer<typeof clientMessage>;
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
