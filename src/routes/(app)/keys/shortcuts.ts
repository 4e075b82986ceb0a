/** Something that keys do. */
export interface Shortcut<Does extends string = Deed | OwnDeed> {
	does: Does;
	/** The keys, as `KeyboardEvent.key` names them. `Mod` is Ctrl, and ⌘ on a Mac. `1-9` is any of these. */
	keys: string;
	/** Other keys on a Mac, where ⌥ writes letters. */
	onMac?: string;
}

export type Deed = 'goTo' | 'search' | 'shortcuts' | 'previous' | 'next' | 'nth';
type OwnDeed = 'send' | 'newLine' | 'menu' | 'close';

/** What the app listens for on every page (`conversations/Shortcuts.svelte`). */
export const SHORTCUTS: readonly Shortcut<Deed>[] = [
	{ does: 'goTo', keys: 'Mod+K' },
	{ does: 'previous', keys: 'Alt+ArrowUp', onMac: 'Control+Alt+ArrowUp' },
	{ does: 'next', keys: 'Alt+ArrowDown', onMac: 'Control+Alt+ArrowDown' },
	{ does: 'nth', keys: 'Alt+1-9', onMac: 'Control+1-9' },
	{ does: 'search', keys: '/' },
	{ does: 'shortcuts', keys: 'Mod+/' }
];

/** What the composer, a message and a dialog answer themselves, while they have the focus. */
export const OWN_SHORTCUTS: readonly Shortcut<OwnDeed>[] = [
	{ does: 'send', keys: 'Enter' },
	{ does: 'newLine', keys: 'Shift+Enter' },
	{ does: 'menu', keys: 'ContextMenu' },
	{ does: 'close', keys: 'Escape' }
];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The keys of a shortcut on this kind of computer. */
export const keysOf = ({ keys, onMac = keys }: Shortcut, isMac: boolean): string =>
	isMac ? onMac : keys;

/** What a pressed key does; `digit` is the one of `1-9`. */
export function deedOf(event: Pressed, isMac: boolean): { deed: Deed; digit: number } | undefined {
	const pressed = keysIn(event, isMac);
	const digit = Number(/\b[1-9]$/.exec(pressed)?.[0] ?? 0);
	const wanted = digit > 0 ? pressed.replace(/\d$/, '1-9') : pressed;
	const found = SHORTCUTS.find((one) => keysOf(one, isMac) === wanted);
	return found && { deed: found.does, digit };
}

/** Whether a key without Ctrl, Alt or ⌘ is pressed: a field that is written in takes it. */
export const isPlain = ({ ctrlKey, metaKey, altKey }: Pressed): boolean =>
	!ctrlKey && !metaKey && !altKey;

function keysIn(event: Pressed, isMac: boolean): string {
	const { ctrlKey, metaKey, altKey, shiftKey } = event;
	const key = keyIn(event);
	const held = [
		ctrlKey && (isMac ? 'Control' : 'Mod'),
		metaKey && (isMac ? 'Mod' : 'Meta'),
		altKey && 'Alt',
		// Some keyboards need it to write a slash.
		shiftKey && key !== '/' && 'Shift'
	];
	return [...held.filter(Boolean), key].join('+');
}

/** The key as on a Latin keyboard: with Alt, or in another script, it would write something else. */
function keyIn({ key, code }: Pressed): string {
	const [, digit] = /^Digit([0-9])$/.exec(code) ?? [];
	if (digit !== undefined && key !== '/') return digit;
	if (/^[!-~]$/.test(key)) return key.toUpperCase();
	if (code === 'Slash') return '/';
	return /^Key([A-Z])$/.exec(code)?.[1] ?? key;
}
