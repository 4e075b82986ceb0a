import type { MessageView } from '../model/message';

/** A message, as far as its text draws it. */
export interface TextProps {
	message: Pick<MessageView, 'body' | 'forwardedFrom' | 'mentions' | 'preview'>;
}
