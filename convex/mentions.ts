/** Mentions: whom a message names with `@`. Their lists say so until they have read it, also of what is muted. */
import { v, type Infer } from 'convex/values';
import { findInConversation } from './access';
import { countCharacters } from './characters';
import type { Doc, Id } from './_generated/dataModel';
import type { UserMutationCtx } from './functions';
import { EVERYBODY, MAX_MENTIONS, MAX_NAME_CHARACTERS } from './limits';
import { findPeer } from './people';

/**
 * A mention: the subject of a person, or {@link EVERYBODY}, and what follows the `@` in the text. A name may change;
 * the text stays as it was written.
 */
export const mention = v.object({ userId: v.string(), name: v.string() });

type Mention = Infer<typeof mention>;

/** Whom a message mentions. */
export interface Mentioned {
	/** As the message has them. */
	mentions: Mention[];
	/** The users among them, without the caller. */
	users: Id<'users'>[];
	/** Whether it is all members. */
	isToAll: boolean;
}

/**
 * What a message keeps of the mentions that its author gives it: those of members that are in its text. Only
 * an owner mentions everybody. The others are left out, and not refused: the text is what counts.
 */
export async function keepMentions(
	ctx: UserMutationCtx,
	{ _id: conversationId, kind }: Doc<'conversations'>,
	body: string,
	given: readonly Mention[] = []
): Promise<Mentioned> {
	const kept: Mentioned = { mentions: [], users: [], isToAll: false };
	for (const one of writtenIn(body, given)) {
		const isToAll = one.userId === EVERYBODY;
		const user = isToAll ? ctx.user : await findPeer(ctx, ctx.user, one.userId);
		const membership =
			user && (await findInConversation(ctx, 'memberships', conversationId, user._id));
		if (!user || !membership) continue;
		if (isToAll && (membership.role !== 'owner' || kind === 'direct')) continue;
		kept.mentions.push(one);
		kept.isToAll ||= isToAll;
		if (user._id !== ctx.user._id) kept.users.push(user._id);
	}
	return kept;
}

/** The mentions that are in a text, each person once; no more than are kept. */
export function writtenIn(body: string, given: readonly Mention[]): Mention[] {
	const written = given.filter(
		({ name }) =>
			name.trim() !== '' &&
			countCharacters(name) <= MAX_NAME_CHARACTERS &&
			body.includes(`@${name}`)
	);
	return [...new Map(written.map((one) => [one.userId, one])).values()].slice(0, MAX_MENTIONS);
}
