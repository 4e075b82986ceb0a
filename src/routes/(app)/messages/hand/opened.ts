import type { OpenedBy } from '../../hand/opened-by';
import type { MessageView } from '../../model/message';

/** What is open over the list about one message. */
export type Opened = { message: MessageView } & (
	| { what: 'menu'; article: HTMLElement; by: OpenedBy }
	/** All emoji, to react with. */
	| { what: 'emoji'; article: HTMLElement }
	/** Who has reacted. */
	| { what: 'people' }
	/** When it was sent, and who has read it. */
	| { what: 'info' }
);
