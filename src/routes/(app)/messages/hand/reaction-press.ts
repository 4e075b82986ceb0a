import { on } from 'svelte/events';

/** A finger that is still for so long asks, as it does on a message. */
const HOLD_MS = 400;
/** A finger that moves further scrolls. */
const STILL_PX = 10;

/**
 * Hears when somebody asks who has reacted: a reaction is held by a finger, or asked for by the right button or the
 * menu key. The message around it does not hear of it.
 */
export function followReactions(log: HTMLElement, ask: (reaction: Element) => void): () => void {
	let touch: AbortController | undefined;
	let isDone = false;
	const reactionAt = (target: EventTarget | null) =>
		target instanceof Element ? target.closest('article [role=group] > [aria-pressed]') : null;

	const onpointerdown = (down: PointerEvent) => {
		touch?.abort();
		isDone = false;
		const reaction = down.pointerType === 'mouse' ? null : reactionAt(down.target);
		if (!reaction) return;
		down.stopPropagation();
		touch = new AbortController();
		const { signal } = touch;
		const end = () => touch?.abort();
		const hold = setTimeout(() => {
			end();
			isDone = true;
			ask(reaction);
		}, HOLD_MS);
		signal.addEventListener('abort', () => clearTimeout(hold));
		const move = ({ clientX, clientY }: PointerEvent) => {
			if (Math.hypot(clientX - down.clientX, clientY - down.clientY) > STILL_PX) end();
		};
		window.addEventListener('pointermove', move, { signal });
		for (const type of ['pointerup', 'pointercancel'])
			window.addEventListener(type, end, { signal });
	};

	const oncontextmenu = (event: MouseEvent) => {
		const reaction = reactionAt(event.target);
		if (!reaction) return;
		event.preventDefault();
		event.stopPropagation();
		const { pointerType } = event as Partial<PointerEvent>;
		// A finger has asked already.
		if (pointerType !== 'touch' && pointerType !== 'pen') ask(reaction);
	};

	const stops = [
		on(log, 'pointerdown', onpointerdown, { capture: true }),
		on(log, 'contextmenu', oncontextmenu, { capture: true }),
		// A plain click would toggle the reaction that was held.
		on(
			log,
			'click',
			(event) => {
				if (!isDone || !reactionAt(event.target)) return;
				isDone = false;
				event.preventDefault();
				event.stopPropagation();
			},
			{ capture: true }
		)
	];
	return () => {
		touch?.abort();
		stops.forEach((stop) => stop());
	};
}
