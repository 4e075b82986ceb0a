import { flushSync, mount, unmount, type Component } from 'svelte';
import { vi } from 'vitest';
import { FakeWindow } from '../src/lib/fakes/fake-window.ts';

/** As much of the DOM as Svelte needs for a component without markup. */
class BareNode {
	get firstChild() {
		return null;
	}
	get nextSibling() {
		return null;
	}
	get parentNode() {
		return null;
	}
}
class BareElement extends BareNode {
	appendChild = <T>(node: T) => node;
	addEventListener = () => undefined;
	removeEventListener = () => undefined;
}
class BareText extends BareNode {}

/** A page in front of the user, for a component without markup. */
export class BarePage {
	readonly #window = new FakeWindow();

	constructor(globals: Record<string, unknown>) {
		const { document, navigator } = this.#window;
		Object.assign(document, { createTextNode: () => new BareText() });
		const all = {
			...globals,
			window: Object.assign(this.#window, globals),
			document,
			navigator: { ...navigator, userAgent: '' },
			Node: BareNode,
			Element: BareElement,
			Text: BareText
		};
		for (const [name, value] of Object.entries(all)) vi.stubGlobal(name, value);
	}

	/** Mounts the component and paints; returns what ends it. */
	show<Props extends Record<string, unknown>>(
		component: Component<Props>,
		props: Props
	): () => Promise<void> {
		const target = new BareElement() as unknown as Element;
		const mounted = mount(component, { target, props });
		flushSync();
		this.#window.paint();
		return () => unmount(mounted);
	}
}
