/**
 * Which mutation an outbox entry is of, named by the function: renaming a function is a type error. Here are
 * those that a launch needs.
 */
import { isEntryOf } from '$lib';
import { api } from '$convex/_generated/api';

export const isMessage = isEntryOf(api.messages.send);
export const isEdit = isEntryOf(api.messages.edit);
export const isRemoval = isEntryOf(api.messages.remove);
export const isReadMark = isEntryOf(api.reads.mark);
export const isCreation = isEntryOf(api.conversations.create);
