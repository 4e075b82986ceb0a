/**
 * What is sent of one of Clerk's types. clerk-js takes what is not there to be empty, or as Clerk's
 * default, and takes `null` also where its types have no room for it.
 */
export type Sent<T> = T extends readonly (infer Item)[]
	? Sent<Item>[]
	: T extends object
		? { [K in keyof T]?: Sent<T[K]> | null }
		: T;
