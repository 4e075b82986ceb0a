import type { RenderedState } from 'clerk-convex-svelte';
import type { ServerClient } from 'clerk-convex-svelte/server';

declare global {
	namespace App {
		interface Locals {
			clerkConvex: ServerClient;
		}
		interface PageData {
			clerkConvex?: RenderedState;
		}
	}
}
