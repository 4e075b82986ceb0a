import { isRemoved, type Change, type Ledger, type Written } from './ledger.ts';

/** A message as the server has it. */
export interface Served {
	body: string;
	authorId: string;
	isRemoved: boolean;
}

/** What the server has against what the pages had shown: sentences, of which there should be none. */
export interface Verdict {
	/** Shown as saved, and not there as its author's. */
	lost: string[];
	duplicated: string[];
	reordered: string[];
	/** An edit or a deletion that was shown as saved and does not hold. */
	undone: string[];
}

/**
 * Compares all that the server has of a seed, by conversation and oldest first, with what was promised:
 *
 * - what a page had shown as saved is there, once, as its author's;
 * - it has the last text that was shown as saved, or one that was asked for later;
 * - what a page had shown as removed is gone;
 * - what a page had shown above another, what was known to be saved before the other was sent, and what
 *   was sent before the other in the same tab, comes before it.
 */
export function judge(
	ledger: Ledger,
	served: readonly (readonly Served[])[],
	author: string
): Verdict {
	const verdict: Verdict = { lost: [], duplicated: [], reordered: [], undone: [] };
	const places = new Map<number, number>();
	for (const [conversation, messages] of served.entries()) {
		for (const [place, { body, authorId, isRemoved: isGone }] of messages.entries()) {
			if (isGone) continue;
			const words = ledger.own(body);
			if (!words) {
				verdict.duplicated.push(`"${body}" was written in another seed, and came again.`);
			} else if (places.has(words.message)) {
				verdict.duplicated.push(`${body} is there again.`);
			} else {
				places.set(words.message, place);
				const written = ledger.written[words.message - 1];
				if (written) judgeText(written, { body, version: words.version }, verdict);
				if (authorId !== author || written?.conversation !== conversation) {
					verdict.lost.push(`${body} is there as somebody else's, or somewhere else.`);
				}
			}
		}
	}
	for (const written of ledger.written) {
		const isDue = written.savedAt < Infinity && !isRemoved(written);
		if (isDue && !places.has(written.message)) {
			verdict.lost.push(`Message ${written.message} was shown as saved, and is not there.`);
		}
	}
	const traces = served.flat().filter((one) => one.isRemoved).length;
	const removed = ledger.written.filter(isRemoved).length;
	if (traces > removed) {
		verdict.duplicated.push(`${removed} were removed, and there are traces of ${traces}.`);
	}
	for (const [first, second] of dueOrders(ledger)) {
		const [one, other] = [places.get(first.message), places.get(second.message)];
		if (one !== undefined && other !== undefined && one > other) {
			verdict.reordered.push(`Message ${first.message} comes after ${second.message}.`);
		}
	}
	return verdict;
}

/** Whether nothing is wrong. */
export function isClean(verdict: Verdict): boolean {
	return Object.values(verdict).every((problems: string[]) => problems.length === 0);
}

function judgeText(
	{ message, changes }: Written,
	{ body, version }: { body: string; version: number },
	{ undone }: Verdict
): void {
	const isThere = ({ version: one }: Change) => one === version;
	const lastKept = changes.findLastIndex(({ isSaved }) => isSaved);
	if (changes[lastKept]?.version === 'removed') {
		undone.push(`Message ${message} was shown as removed, and is there.`);
	} else if (changes.findLastIndex(isThere) < lastKept) {
		undone.push(`Message ${message} was shown as edited, and is ${body} as before.`);
	}
}

/** Pairs of messages of one conversation of which the first must come before the second. */
function* dueOrders(ledger: Ledger): Iterable<readonly [Written, Written]> {
	yield* ledger.orders;
	for (const first of ledger.written) {
		for (const second of ledger.written) {
			if (first.conversation !== second.conversation) continue;
			const isKnown = first.savedAt < second.firstPress;
			const isSameTab = first.tab === second.tab && first.lastPress < second.firstPress;
			if (isKnown || isSameTab) yield [first, second];
		}
	}
}
