import { preload } from 'clerk-convex-svelte/server';
import { api } from '../../../convex/_generated/api';

export const load = async (event) => {
	const conversations = await preload(event, api.conversations.list, {});
	const conversationId = conversations.result?.value[0]?.id;
	if (!conversationId) return { conversations };
	return { conversations, messages: await preload(event, api.messages.list, { conversationId }) };
};
