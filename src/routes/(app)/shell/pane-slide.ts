/** How a pane comes on a phone: over the one it came from, or from beneath the one that goes back. */
export type Slide = 'on' | 'back';

/** Their depths, by route: a page leads on to deeper ones. Sign-in pages have none. */
const LIST = '/(app)/conversations';
const DETAILS = '/(app)/c/[id]/details';

const depthOf = (route: string) => (route === LIST ? 0 : route === DETAILS ? 2 : 1);

/** How a page is shown after another one; `undefined`: at once. */
export function slideOf(from: string | null, to: string | null): Slide | undefined {
	if (!from?.startsWith('/(app)') || !to?.startsWith('/(app)')) return undefined;
	const deeper = depthOf(to) - depthOf(from);
	if (deeper === 0) return undefined;
	return deeper > 0 ? 'on' : 'back';
}
