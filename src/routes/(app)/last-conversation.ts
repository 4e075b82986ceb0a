/** Under this key a user's storage keeps the id of the conversation that was open last. */
export const LAST_CONVERSATION = 'last-conversation';
