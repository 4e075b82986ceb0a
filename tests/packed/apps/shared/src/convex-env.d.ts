/** What Convex gives its functions; this app has no types of Node. */
declare const process: { env: Record<string, string | undefined> };
