/** What is printed on keys. */
const NAMES: Record<string, string> = {
	Mod: 'Ctrl',
	Control: 'Ctrl',
	ArrowUp: '↑',
	ArrowDown: '↓',
	ContextMenu: '☰',
	Escape: 'Esc',
	'1-9': '1 … 9'
};
const MAC_NAMES: Record<string, string> = {
	...NAMES,
	Mod: '⌘',
	Control: '⌃',
	Alt: '⌥',
	Shift: '⇧',
	Enter: '↩'
};

/** Whether the computer is a Mac, whose keys have other names. */
export const isMac = ({ platform }: Pick<Navigator, 'platform'>): boolean =>
	/Mac|iP/.test(platform);

/** The names of keys that are pressed together: "Mod+K" is Ctrl and K. */
export function keyNames(keys: string, isMac: boolean): string[] {
	const names = isMac ? MAC_NAMES : NAMES;
	return keys.split('+').map((key) => names[key] ?? key);
}
