/** The builders of these functions, typed by their schema. */
import {
	actionGeneric,
	httpActionGeneric,
	internalActionGeneric,
	internalMutationGeneric,
	mutationGeneric,
	queryGeneric,
	type ActionBuilder,
	type DataModelFromSchemaDefinition,
	type GenericMutationCtx,
	type GenericQueryCtx,
	type MutationBuilder,
	type QueryBuilder
} from 'convex/server';
import type schema from './schema.ts';

type DataModel = DataModelFromSchemaDefinition<typeof schema>;

/** What a mutation is given. */
export type MutationCtx = GenericMutationCtx<DataModel>;

export const query: QueryBuilder<DataModel, 'public'> = queryGeneric;
export const mutation: MutationBuilder<DataModel, 'public'> = mutationGeneric;
export const internalMutation: MutationBuilder<DataModel, 'internal'> = internalMutationGeneric;
export const action: ActionBuilder<DataModel, 'public'> = actionGeneric;
export const internalAction: ActionBuilder<DataModel, 'internal'> = internalActionGeneric;
export { httpActionGeneric as httpAction };

/** The notes of a channel, the oldest first. */
export async function notesIn({ db }: Pick<GenericQueryCtx<DataModel>, 'db'>, channel: string) {
	return await db
		.query('notes')
		.withIndex('by_channel', (q) => q.eq('channel', channel))
		.collect();
}
