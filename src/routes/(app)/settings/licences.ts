/** A package that is part of the app. */
export interface Licence {
	name: string;
	version: string;
	/** Its licence by its usual short name. */
	licence: string;
	/** The licence itself. */
	text: string;
}

/**
 * Loads the licences of the app's packages, which the build writes beside the app.
 *
 * @throws an error when they cannot be loaded
 */
export async function loadLicences(fetch: typeof window.fetch): Promise<Licence[]> {
	const response = await fetch('/licences.json');
	const licences: unknown = await response.json();
	if (!response.ok || !Array.isArray(licences)) throw new Error('There are no licences.');
	return licences.filter(isLicence);
}

function isLicence(value: unknown): value is Licence {
	const one = Object(value) as Record<string, unknown>;
	return ['name', 'version', 'licence', 'text'].every((part) => typeof one[part] === 'string');
}
