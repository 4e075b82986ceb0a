import type { MessageView } from '../model/message';

/**
 * Where the link of a preview leads, and what its site calls itself, where that says more. A site may call
 * itself anything, so the host is always there.
 */
export function siteOf({
	url,
	siteName
}: Pick<NonNullable<MessageView['preview']>, 'url' | 'siteName'>): { host: string; name?: string } {
	const host = new URL(url).host.replace(/^www\./, '');
	const isInHost = siteName && host.includes(siteName.toLowerCase().replaceAll(/\s/g, ''));
	return siteName && !isInHost ? { host, name: siteName } : { host };
}
