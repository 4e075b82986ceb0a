/** Where a connection leads. */
export interface Destination {
	/** A name as the browser has it, or an address. */
	host: string;
	port: number;
}
