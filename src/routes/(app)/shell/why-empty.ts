import type { PageWords } from '../../texts/en/pages';

/** The texts of all panes that can be empty, by pane and reason. */
type EmptyTexts = PageWords['empty'];

/** A pane that can be empty. */
export type Pane = keyof EmptyTexts;

/** The reasons for which a pane can be empty. */
export type ReasonOf<P extends Pane> = keyof EmptyTexts[P];

/** What is known of the content of a pane. */
export interface PaneContent {
	/** The content; `undefined` while it is not known. */
	data: { readonly length: number } | undefined;
	error: Error | undefined;
	/** Whose answer is waited for; `undefined` when there is one. */
	awaits: 'device' | 'convex' | undefined;
}

/** Why a pane that shows `content` is empty; `undefined` when it is not. */
export function whyEmpty(
	{ data, error, awaits }: PaneContent,
	connection: 'online' | 'connecting' | 'offline'
): 'none' | 'failed' | 'loading' | 'notHere' | undefined {
	if (data && data.length > 0) return undefined;
	if (error) return 'failed';
	if (data && !awaits) return 'none';
	return awaits === 'device' || connection !== 'offline' ? 'loading' : 'notHere';
}
