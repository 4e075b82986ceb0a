import { hasTexts } from '../../has-texts';

/** A package that is part of the app, as Vite writes it. */
export interface Licence {
	name: string;
	version: string;
	/** Its licence by its usual short name, if the package names one. */
	identifier?: string;
	/** The licence itself, if the package has it. */
	text?: string;
}

/**
 * Loads the licences of the app's packages, sorted by name. The build writes them (`build.license`).
 *
 * @throws an error when they cannot be loaded
 */
export async function loadLicences(fetch: typeof window.fetch): Promise<Licence[]> {
	const response = await fetch('/licences.json');
	const licences: unknown = await response.json();
	if (!response.ok || !Array.isArray(licences)) throw new Error('There are no licences.');
	return licences
		.filter((one) => hasTexts(one, 'name', 'version'))
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
