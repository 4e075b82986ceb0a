/** Whether a value that came from elsewhere (the disk, a file) is an object with these texts. */
export function hasTexts<Name extends string>(
	value: unknown,
	...names: Name[]
): value is Record<Name, string> & Record<string, unknown> {
	const fields = Object(value) as Record<string, unknown>;
	return names.every((name) => typeof fields[name] === 'string');
}
