/** What some browsers say of the network: no type of TypeScript's has all of it. */
interface Network {
	type?: unknown;
	saveData?: unknown;
}

/** Networks that usually cost by the byte. */
const METERED: readonly unknown[] = ['cellular', 'bluetooth', 'wimax'];

/** Whether one should not load more than is asked for. Where the browser does not say, it is not known to cost. */
export function isMetered(navigator: object): boolean {
	const { connection } = navigator as { connection?: Network | null };
	return connection?.saveData === true || METERED.includes(connection?.type);
}
