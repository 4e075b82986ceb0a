import { createClerkConvexHandle } from 'clerk-convex-svelte/server';

export const handle = createClerkConvexHandle({
	clerk: {
		publishableKey: import.meta.env.VITE_CLERK_PUBLISHABLE_KEY,
		proxyUrl: import.meta.env.VITE_CLERK_PROXY_URL,
		secretKey: process.env.CLERK_SECRET_KEY,
		jwtKey: process.env.CLERK_JWT_KEY
	},
	convexUrl: import.meta.env.VITE_CONVEX_URL
});
