import type { LoadedClerk } from '@clerk/shared/types';

/** One of Clerk's own components that can be a part of a page, such as `SignIn` or `UserButton`. */
export type ClerkComponentName = {
	[Method in keyof LoadedClerk]: Method extends `mount${infer Name}` ? Name : never;
}[keyof LoadedClerk];

/** What an app can tell one of Clerk's components. */
export type ClerkComponentProps<Name extends ClerkComponentName> = LoadedClerk[Extract<
	keyof LoadedClerk,
	`mount${Name}`
>] extends (node: HTMLDivElement, props?: infer Props extends object) => void
	? Props
	: never;

/** How Clerk is told of a component. Clerk's types leave out how its own SDKs change one. */
type Mounting = Record<
	`mount${ClerkComponentName}` | `unmount${ClerkComponentName}`,
	(node: HTMLDivElement, props?: object) => void
> & { __internal_updateProps(change: { node: HTMLDivElement; props: object }): void };

/** A component of Clerk's in the page. */
export interface MountedClerkComponent {
	update(props: object | undefined): void;
	unmount(): void;
}

/** Puts one of Clerk's components into an element. */
export function mountClerkComponent(
	clerk: LoadedClerk,
	name: ClerkComponentName,
	node: HTMLDivElement,
	props: object | undefined
): MountedClerkComponent {
	const mounting = clerk as unknown as Mounting;
	mounting[`mount${name}`](node, { ...props });
	return {
		update: (changed) => mounting.__internal_updateProps({ node, props: { ...changed } }),
		unmount: () => mounting[`unmount${name}`](node)
	};
}
