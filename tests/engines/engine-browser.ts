/**
 * What a test needs of a browser that Playwright does not drive. Each engine has its own way in
 * (firefox.ts, webkit.ts); both speak of keys and results in the same words.
 */
export interface EngineBrowser {
	/** Opens an address, whether or not anything answers there. */
	open(url: string): Promise<void>;

	/** Runs a function in the page, which sees its arguments only, and waits for what it returns. */
	evaluate<Args extends unknown[], Result>(
		run: (...args: Args) => Result | Promise<Result>,
		...args: Args
	): Promise<Result>;

	/** Presses keys where the focus is, as a keyboard does; `\n` is Enter. */
	type(text: string): Promise<void>;

	/** Ends the browser. What it keeps stays in its profile. */
	quit(): Promise<void>;
}

/** What the page hands back: JSON crosses both protocols alike. */
const FUNCTION_RESULT = 'async (run, args) => JSON.stringify({ value: await run(...args) })';

/** An expression for the page, whose value is a promise of JSON that {@link readResult} reads. */
export function callExpression(run: (...args: never[]) => unknown, args: unknown[]): string {
	return `(${FUNCTION_RESULT})(${run.toString()}, ${JSON.stringify(args)})`;
}

/** What the function of {@link callExpression} has returned. */
export function readResult<Result>(json: unknown): Result {
	return (JSON.parse(String(json)) as { value: Result }).value;
}

const ENTER = '\uE006';

/** W3C WebDriver's actions of a keyboard that types `text`. */
export function keyActions(text: string): object[] {
	const keys = [...text].map((character) => (character === '\n' ? ENTER : character));
	const strokes = keys.flatMap((value) => [
		{ type: 'keyDown', value },
		{ type: 'keyUp', value }
	]);
	return [{ type: 'key', id: 'keyboard', actions: strokes }];
}

/** A script that takes the mark of automation off a page before its own scripts run (README of tests/offline-kit). */
export const HIDE_AUTOMATION =
	"Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });";
