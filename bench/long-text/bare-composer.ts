/** Where the bare page keeps its draft. */
export const DRAFT = 'draft';

/**
 * A page with nothing on it but a text area like the composer's, written by hand: the same width, font and
 * heights. An inline script keeps the text in local storage and puts it back, as the app keeps a draft.
 */
export const BARE_COMPOSER = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<title>Composer</title>
		<style>
			body { margin: 0; font: 1rem/1.5rem system-ui, sans-serif }
			textarea {
				display: block;
				box-sizing: border-box;
				width: 692px;
				max-height: min(calc(6 * 1.5rem + 20px), 40dvh);
				padding: 10px 0 10px 16px;
				border: 0;
				font: inherit;
				field-sizing: content;
				resize: none;
				overflow-wrap: anywhere;
			}
		</style>
	</head>
	<body>
		<textarea rows="1" aria-label="Message"></textarea>
		<script>
			const area = document.querySelector('textarea');
			area.value = localStorage.getItem('${DRAFT}') ?? '';
			area.oninput = () => localStorage.setItem('${DRAFT}', area.value);
		</script>
	</body>
</html>`;
