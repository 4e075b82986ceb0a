import { defineComponent } from 'convex/server';
import { v } from 'convex/values';
import lines from './lines/convex.config.ts';

const component = defineComponent('ledger', { env: { LABEL: v.optional(v.string()) } });
component.use(lines);

export default component;
