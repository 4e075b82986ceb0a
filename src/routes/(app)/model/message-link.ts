import type { MessageName } from './message';

/** The query string that names a message in the address of its conversation. */
export function messageQuery({ authorId, clientId }: MessageName): string {
	return `?${new URLSearchParams({ author: authorId, message: clientId }).toString()}`;
}

/** The message that an address names. */
export function messageIn({ searchParams }: URL): MessageName | undefined {
	const authorId = searchParams.get('author');
	const clientId = searchParams.get('message');
	return authorId && clientId ? { authorId, clientId } : undefined;
}
