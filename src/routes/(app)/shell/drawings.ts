/** The small drawings of empty panes: strokes of 1.5 px in a box of 96 by 72. `faint` is drawn in dashes. */
export const drawings = {
	phone: {
		line: 'M36 5h24a6 6 0 0 1 6 6v50a6 6 0 0 1-6 6H36a6 6 0 0 1-6-6V11a6 6 0 0 1 6-6ZM45 61h6',
		faint: 'M38 16h11a4 4 0 0 1 4 4v7H42a4 4 0 0 1-4-4ZM58 34H47a4 4 0 0 0-4 4v7h11a4 4 0 0 0 4-4Z'
	},
	alert: {
		line: 'M24 10h48a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H46L32 62V50h-8a8 8 0 0 1-8-8V18a8 8 0 0 1 8-8ZM48 22v10M48 39h.01',
		faint: ''
	},
	gone: {
		line: 'm42 24 12 12M54 24 42 36',
		faint: 'M24 10h48a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H46L32 62V50h-8a8 8 0 0 1-8-8V18a8 8 0 0 1 8-8Z'
	},
	lock: {
		line: 'M34 32h28a5 5 0 0 1 5 5v22a5 5 0 0 1-5 5H34a5 5 0 0 1-5-5V37a5 5 0 0 1 5-5ZM38 32v-9a10 10 0 0 1 20 0v9M48 45v6',
		faint: ''
	},
	search: {
		line: 'M43 50a20 20 0 1 0 0-40 20 20 0 0 0 0 40ZM58 45l16 17',
		faint: 'M34 26h18M34 34h11'
	},
	bubbles: {
		line: 'M16 8h36a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H34l-11 9v-9h-7a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8Z',
		faint: 'M68 24h12a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8h-5v10l-12-10H48a8 8 0 0 1-8-8'
	},
	people: {
		line: 'M36 32a11 11 0 1 0 0-22 11 11 0 0 0 0 22ZM14 62c2-14 9-21 22-21s20 7 22 21',
		faint: 'M62 32a9 9 0 1 0 0-18M66 42c9 1 14 7 16 18'
	},
	done: {
		line: 'M24 10h48a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H46L32 62V50h-8a8 8 0 0 1-8-8V18a8 8 0 0 1 8-8Zm14 21 7 7 14-15',
		faint: ''
	},
	signpost: {
		line: 'M48 6v4M48 28v6M48 52v16M28 10h36l9 9-9 9H28ZM68 34H32l-9 9 9 9h36Z',
		faint: ''
	}
} as const;

/** The name of such a drawing. */
export type DrawingName = keyof typeof drawings;
