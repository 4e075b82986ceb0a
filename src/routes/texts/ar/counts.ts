import type { Counting } from '../speaking';

/** A number of messages, in Arabic. */
export const countMessages =
	({ count }: Pick<Counting, 'count'>) =>
	(messages: number): string =>
		count(messages, {
			zero: '# رسالة',
			one: 'رسالة واحدة',
			two: 'رسالتان',
			few: '# رسائل',
			many: '# رسالة',
			other: '# رسالة'
		});
