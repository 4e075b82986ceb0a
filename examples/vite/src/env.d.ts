interface ImportMetaEnv {
	readonly VITE_CLERK_PUBLISHABLE_KEY: string;
	readonly VITE_CONVEX_URL: string;
	/** Only where Clerk is reached through the app's own origin. */
	readonly VITE_CLERK_PROXY_URL?: string;
}

/** Convex gives it to its functions, and Node to a server. */
declare const process: { env: Record<string, string | undefined> };
