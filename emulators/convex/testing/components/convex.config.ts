import { defineApp } from 'convex/server';
import { v } from 'convex/values';
import ledger from './ledger/convex.config.ts';

const app = defineApp({
	env: { WORD: v.optional(v.union(v.literal('hush'), v.literal('loud'))) }
});
app.use(ledger, { name: 'ours', httpPrefix: '/ours', env: { LABEL: app.env.WORD } });
app.use(ledger, { name: 'theirs', env: { LABEL: 'fixed' } });

export default app;
