/** A page with a conversation as one would write it by hand, with no script: nothing shows it sooner. */
export function staticPage(messages: readonly string[]): string {
	const articles = messages.map((text, index) => {
		const mark = index === messages.length - 1 ? ` ${NEWEST}` : '';
		return `<article><p${mark}>${escape(text)}</p><time>09:14</time></article>`;
	});
	return toPage(`<style>${STYLE}</style>
		<header>General</header>
		<main><div role="log">${articles.join('\n')}</div></main>`);
}

/** A page that looks as the snapshot does, and has nothing else. */
export function samePicture(snapshot: string): string {
	return toPage(snapshot);
}

/** The snapshot with its newest message marked. */
export function markNewest(snapshot: string): string {
	const at = snapshot.lastIndexOf('class="body');
	return `${snapshot.slice(0, at)}${NEWEST} ${snapshot.slice(at)}`;
}

/** The browser says when it has painted an element that has this. */
const NEWEST = 'elementtiming="newest"';

const STYLE = `
	body { margin: 0; font: 16px/24px system-ui, sans-serif; color: #222; background: #f6f8fb }
	header { padding: 14px 16px; border-bottom: 1px solid #ccc; font-weight: 600 }
	main { display: flex; flex-direction: column-reverse; height: calc(100vh - 53px); overflow-y: auto }
	article { width: fit-content; margin: 2px 12px 2px auto; padding: 8px 12px; border-radius: 14px; background: #e6eefc }
	p { margin: 0 }
	time { color: #666; font-size: 13px }
`;

function toPage(body: string): string {
	return `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<title>Messages</title>
	</head>
	<body>${body}</body>
</html>`;
}

function escape(text: string): string {
	return text.replace(/[&<]/g, (letter) => (letter === '&' ? '&amp;' : '&lt;'));
}
