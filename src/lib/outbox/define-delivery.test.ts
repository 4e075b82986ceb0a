import { makeFunctionReference } from 'convex/server';
import { expect, expectTypeOf, test } from 'vitest';
import { list, send, type Message } from '../fakes/fake-message-server.js';
import { defineDelivery, type OptimisticUpdateOptions } from './define-delivery.js';
import type { OutboxEntry } from './outbox-entry.js';

interface Room {
	name: string;
	last: string;
}

const rooms = makeFunctionReference<'query', { page: number }, Room[]>('rooms:list');

test('the arguments of a delivery are typed by its mutation', () => {
	const { name } = defineDelivery(send, {
		id: (args) => {
			expectTypeOf(args).toEqualTypeOf<Message>();
			return args.clientId;
		}
	});
	expect(name).toBe('messages:send');
	expectTypeOf(defineDelivery<typeof send>)
		.parameter(0)
		.toEqualTypeOf<typeof send>();
});

test('each of several optimistic updates is typed by its own query', () => {
	const { optimisticUpdates } = defineDelivery(send, {
		optimisticUpdates: [
			{
				query: list,
				args: (args) => {
					expectTypeOf(args).toEqualTypeOf<Message>();
					return { conversation: args.conversation };
				},
				apply: (result, args, entry) => {
					expectTypeOf(result).toEqualTypeOf<Message[] | undefined>();
					expectTypeOf(args).toEqualTypeOf<Message>();
					expectTypeOf(entry).toEqualTypeOf<OutboxEntry>();
					return result;
				}
			},
			{
				query: rooms,
				args: () => ({ page: 0 }),
				apply: (result, { body }) => {
					expectTypeOf(result).toEqualTypeOf<Room[] | undefined>();
					expectTypeOf(body).toEqualTypeOf<string>();
					return result?.map((room) => ({ ...room, last: body }));
				}
			}
		]
	});
	expect(optimisticUpdates).toHaveLength(2);
});

test('an optimistic update that returns another query’s result is a type error', () => {
	const ofRooms: OptimisticUpdateOptions<typeof rooms, Message> = {
		query: rooms,
		args: () => ({ page: 0 }),
		apply: (result) => result
	};
	defineDelivery(send, { optimisticUpdates: [ofRooms, { ...ofRooms }] });
	type Apply = OptimisticUpdateOptions<typeof rooms, Message>['apply'];
	expectTypeOf<(result: Room[] | undefined) => Room[] | undefined>().toExtend<Apply>();
	expectTypeOf<(result: Room[] | undefined) => Message[]>().not.toExtend<Apply>();
});
