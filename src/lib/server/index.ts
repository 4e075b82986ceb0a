export {
	createClerkConvexHandle,
	type ClerkConvexHandle,
	type ClerkConvexHandleOptions,
	type HandledEvent
} from './handle.js';
export type { ClerkServerSettings } from './clerk-options.js';
export { preload, type PreloadEvent } from './preload.js';
export type { ServerAuth, ServerClient } from './server-client.js';
export { ServerError, type ServerErrorCode } from './server-error.js';
export type { Preloaded } from '../queries/preloaded.js';
export type { RenderedState } from '../rendered-state.js';
