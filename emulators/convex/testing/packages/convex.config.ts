import aggregate from '@convex-dev/aggregate/convex.config.js';
import migrations from '@convex-dev/migrations/convex.config.js';
import rateLimiter from '@convex-dev/rate-limiter/convex.config.js';
import workpool from '@convex-dev/workpool/convex.config.js';
import { defineApp } from 'convex/server';

const app = defineApp();
app.use(aggregate);
app.use(migrations);
app.use(rateLimiter);
app.use(workpool);

export default app;
