/** The messages of the sync protocol, as far as the server reads and writes them. */
import type { Failure } from './errors.ts';
import { isObject, type JSONValue } from './json.ts';

/** What a client may ask of its set of queries. */
export type QueryModification =
	| { type: 'Add'; queryId: number; udfPath: string; args: JSONValue[]; journal?: string | null }
	| { type: 'Remove'; queryId: number };

/** A mutation or an action to run. */
export interface FunctionRequest {
	type: 'Mutation' | 'Action';
	requestId: number;
	udfPath: string;
	args: JSONValue[];
}

/** A message from a client. */
export type ClientMessage =
	| { type: 'Connect'; sessionId: string; maxObservedTimestamp?: string; clientTs?: number }
	| {
			type: 'ModifyQuerySet';
			baseVersion: number;
			newVersion: number;
			modifications: QueryModification[];
	  }
	| { type: 'Authenticate'; baseVersion: number; tokenType: string; value?: string }
	| FunctionRequest
	| { type: 'Event' };

/** What a client knows: which queries, as whom, as of when. */
export interface StateVersion {
	querySet: number;
	identity: number;
	ts: bigint;
}

/** A change of what a client knows of one query. */
export type StateModification =
	| { type: 'QueryUpdated'; queryId: number; value: JSONValue; journal: string | null }
	| ({ type: 'QueryFailed'; queryId: number; journal: string | null } & Failure)
	| { type: 'QueryRemoved'; queryId: number };

/** The client broke the protocol; it stops for good when it is told. */
export class ProtocolError extends Error {
	override name = 'ProtocolError';
}

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const optional =
	(check: Check): Check =>
	(value) =>
		value === undefined || value === null || check(value);
const isList =
	(check: Check): Check =>
	(value) =>
		Array.isArray(value) && value.every(check);
const hasFields =
	(fields: Record<string, Check>): Check =>
	(value) =>
		isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
const isOneOf =
	(shapes: Record<string, Check>): Check =>
	(value) =>
		isObject(value) && (shapes[String(value.type)]?.(value) ?? false);

const isCall = hasFields({ requestId: isCount, udfPath: isString, args: Array.isArray });
const isModification = isOneOf({
	Add: hasFields({
		queryId: isCount,
		udfPath: isString,
		args: Array.isArray,
		journal: optional(isString)
	}),
	Remove: hasFields({ queryId: isCount })
});
const isClientMessage = isOneOf({
	Connect: hasFields({ sessionId: isString, maxObservedTimestamp: optional(isString) }),
	ModifyQuerySet: hasFields({
		baseVersion: isCount,
		newVersion: isCount,
		modifications: isList(isModification)
	}),
	Authenticate: hasFields({
		baseVersion: isCount,
		tokenType: isString,
		value: optional(isString)
	}),
	Mutation: isCall,
	Action: isCall,
	Event: () => true
});

/** Reads a message. Throws {@link ProtocolError} when it is none. */
export function parseClientMessage(text: string): ClientMessage {
	let message: unknown;
	try {
		message = JSON.parse(text);
	} catch (cause) {
		throw new ProtocolError('Received Invalid JSON on websocket', { cause });
	}
	if (isClientMessage(message)) return message as ClientMessage;
	throw new ProtocolError(`Received a malformed message on websocket: ${text.slice(0, 200)}`);
}

/** A timestamp as the protocol writes it. */
export function encodeTs(ts: bigint): string {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(ts);
	return bytes.toString('base64');
}

/** Reads a timestamp. Throws {@link ProtocolError} when it is none. */
export function decodeTs(text: string): bigint {
	const bytes = Buffer.from(text, 'base64');
	if (bytes.length !== 8) throw new ProtocolError(`${text} is no timestamp`);
	return bytes.readBigUInt64LE();
}
