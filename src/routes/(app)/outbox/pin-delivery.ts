import { defineDelivery, type Delivery } from '$lib';
import { api } from '$convex/_generated/api';
import { quietPolicy } from './error-policies';

/** The delivery of pins. Messages do not wait for them: they have another ordering key. `pins.ts` shows what is pending. */
export const pinDelivery: Delivery = defineDelivery(api.pins.set, {
	orderingKey: ({ conversationId }) => `${conversationId} pins`,
	dependsOn: ({ message }) => message.clientId,
	// After a refusal, for example because the message is gone, its author has nothing to decide.
	errorPolicy: quietPolicy
});
