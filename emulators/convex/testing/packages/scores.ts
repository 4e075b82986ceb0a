/** Uses components of others as their documentation says. */
import { TableAggregate } from '@convex-dev/aggregate';
import type { ComponentApi as AggregateApi } from '@convex-dev/aggregate/_generated/component.js';
import { Migrations } from '@convex-dev/migrations';
import type { ComponentApi as MigrationsApi } from '@convex-dev/migrations/_generated/component.js';
import { MINUTE, RateLimiter } from '@convex-dev/rate-limiter';
import type { ComponentApi as RateLimiterApi } from '@convex-dev/rate-limiter/_generated/component.js';
import { Workpool, vOnCompleteArgs, type WorkId } from '@convex-dev/workpool';
import type { ComponentApi as WorkpoolApi } from '@convex-dev/workpool/_generated/component.js';
import {
	componentsGeneric,
	internalActionGeneric,
	internalMutationGeneric,
	makeFunctionReference,
	mutationGeneric,
	queryGeneric,
	type DataModelFromSchemaDefinition,
	type MutationBuilder,
	type QueryBuilder
} from 'convex/server';
import { v } from 'convex/values';
import type schema from './schema.ts';

type DataModel = DataModelFromSchemaDefinition<typeof schema>;

const components = componentsGeneric() as unknown as {
	aggregate: AggregateApi<'aggregate'>;
	migrations: MigrationsApi<'migrations'>;
	rateLimiter: RateLimiterApi<'rateLimiter'>;
	workpool: WorkpoolApi<'workpool'>;
};
const mutation: MutationBuilder<DataModel, 'public'> = mutationGeneric;
const internalMutation: MutationBuilder<DataModel, 'internal'> = internalMutationGeneric;
const query: QueryBuilder<DataModel, 'public'> = queryGeneric;

const byPoints = new TableAggregate<{ Key: number; DataModel: DataModel; TableName: 'scores' }>(
	components.aggregate,
	{ sortKey: ({ points }) => points, sumValue: ({ points }) => points }
);
const limiter = new RateLimiter(components.rateLimiter, {
	add: { kind: 'token bucket', rate: 1, period: MINUTE, capacity: 3 }
});
const pool = new Workpool(components.workpool, { maxParallelism: 2, logLevel: 'ERROR' });
const migrations = new Migrations<DataModel>(components.migrations);

export const add = mutation({
	args: { name: v.string(), points: v.number() },
	handler: async (ctx, score) => {
		const { ok } = await limiter.limit(ctx, 'add', { key: score.name });
		if (!ok) return false;
		const stored = await ctx.db.get(await ctx.db.insert('scores', score));
		if (stored) await byPoints.insert(ctx, stored);
		return true;
	}
});

export const addAndFail = mutation({
	args: { points: v.number() },
	handler: async (ctx, { points }) => {
		const stored = await ctx.db.get(await ctx.db.insert('scores', { name: 'never', points }));
		if (stored) await byPoints.insert(ctx, stored);
		throw new Error('after the component has written');
	}
});

export const totals = query({
	args: {},
	handler: async (ctx) => ({ count: await byPoints.count(ctx), sum: await byPoints.sum(ctx) })
});

/** The points of the best, counted from 0. */
export const best = query({
	args: { rank: v.number() },
	handler: async (ctx, { rank }) => (await byPoints.at(ctx, -1 - rank)).key
});

const references = {
	double: makeFunctionReference<'action', { points: number }, number>('scores:double'),
	doubled: makeFunctionReference<'mutation'>('scores:doubled'),
	markOld: makeFunctionReference<'mutation'>('scores:markOld')
};

export const enqueue = mutation({
	args: { points: v.number() },
	handler: async (ctx, { points }) => {
		return await pool.enqueueAction(
			ctx,
			references.double,
			{ points },
			{ onComplete: references.doubled, context: points }
		);
	}
});

export const status = query({
	args: { id: v.string() },
	handler: async (ctx, { id }) => (await pool.status(ctx, id as WorkId)).state
});

export const double = internalActionGeneric({
	args: { points: v.number() },
	handler: (_ctx, { points }) => Promise.resolve(points * 2)
});

/** Notes what has become of a doubling. */
export const doubled = internalMutation({
	args: vOnCompleteArgs(v.number()),
	handler: async (ctx, { result, context }) => {
		const points = result.kind === 'success' ? Number(result.returnValue) : NaN;
		await ctx.db.insert('scores', { name: `doubled ${context}`, points });
	}
});

export const markOld = migrations.define({
	table: 'scores',
	migrateOne: () => ({ isOld: true })
});

export const migrate = mutation({
	args: {},
	handler: async (ctx) => {
		await migrations.runOne(
			ctx,
			references.markOld as unknown as Parameters<typeof migrations.runOne>[1],
			{
				batchSize: 2
			}
		);
	}
});

export const all = query({
	args: {},
	handler: async (ctx) => {
		const scores = await ctx.db.query('scores').collect();
		return scores.map(({ name, points, isOld = false }) => ({ name, points, isOld }));
	}
});
