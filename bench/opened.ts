/** Notes what closes something that was opened just now. */
export type Closing = (close: () => unknown) => void;

/**
 * Opens one thing after another, and returns what closes them all, the last first. When one does not open,
 * those that are open are closed.
 *
 * @throws what `open` throws; what is returned throws the first failure, once all else is closed
 */
export async function openTogether(
	open: (closing: Closing) => Promise<void>
): Promise<() => Promise<void>> {
	const closes: (() => unknown)[] = [];
	const closeAll = async () => {
		const failures: unknown[] = [];
		for (const close of closes.splice(0).reverse()) {
			try {
				await close();
			} catch (error) {
				failures.push(error);
			}
		}
		if (failures.length > 0) throw failures[0];
	};
	try {
		await open((close) => closes.push(close));
		return closeAll;
	} catch (error) {
		// Why it did not open says more than what could not be closed then.
		await closeAll().catch(() => undefined);
		throw error;
	}
}
