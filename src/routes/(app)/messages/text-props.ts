import type { Mention } from '../model/message';

/** A message's text, and what belongs to it. */
export interface TextProps {
	text: string;
	/** Whose words were forwarded; empty as long as nobody knows it. */
	from?: string | undefined;
	/** Whom it names. */
	mentions?: Mention[] | undefined;
}
