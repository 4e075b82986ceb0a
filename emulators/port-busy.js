/** A port that another process holds. The message is the one line a person needs. */
export class PortBusyError extends Error {
	name = 'PortBusyError';

	/**
	 * @param {string} what who wanted the port
	 * @param {number} port
	 * @param {string} variable the environment variable that names another port
	 * @param {ErrorOptions} [options]
	 */
	constructor(what, port, variable, options) {
		super(
			`Port ${port} for ${what} is in use. Stop what holds it, or set ${variable} to another port.`,
			options
		);
	}
}
