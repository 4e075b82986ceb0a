import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mount } from '../../../../tests/components/mount';
import { HOSTILE_TEXTS } from '../../../../tests/hostile-texts';
import MessageText from './MessageText.svelte';

test('shows markup as text, and an address as a link', async () => {
	const screen = await mount(MessageText, {
		message: { body: '<b>bold</b> https://example.com/a' }
	});
	await expect.element(screen.getByText('<b>bold</b>')).toBeVisible();
	await expect.element(screen.getByRole('link')).toHaveAttribute('href', 'https://example.com/a');
	await expect.element(screen.getByRole('link')).not.toHaveAttribute('aria-describedby');
});

test('a sentence goes on behind a link with no space of its own', async () => {
	const { container } = await mount(MessageText, {
		message: { body: 'See [here](https://example.org).' }
	});
	// What is said of the link stands in between.
	await expect.poll(() => container.textContent).toBe('See hereLeads to example.org.');
});

describe('an address that does not show where it leads', () => {
	const text = 'https://google.com@evil.example/x';

	/** Mounts it, and counts how often the browser would follow it. */
	async function mountLink() {
		const screen = await mount(MessageText, { message: { body: text } });
		const link = screen.getByRole('link', { name: text });
		await expect.element(link).toBeVisible();
		let followed = 0;
		screen.container.addEventListener('click', (event) => {
			if (event.target !== link.element() || event.defaultPrevented) return;
			followed += 1;
			event.preventDefault();
		});
		const host = screen.getByText('Leads to evil.example');
		return { screen, link, host, followed: () => followed };
	}

	const click = (link: Element, pointerType: string) =>
		link.dispatchEvent(new PointerEvent('click', { bubbles: true, cancelable: true, pointerType }));

	test('says so under the pointer and on focus, and to a screen reader', async () => {
		const { link, host } = await mountLink();
		await expect.element(link).toHaveAccessibleDescription('Leads to evil.example');
		await expect.element(host).not.toBeVisible();
		await userEvent.hover(link);
		await expect.element(host).toBeVisible();
		await userEvent.unhover(link);
		await expect.element(host).not.toBeVisible();
		await userEvent.keyboard('{Tab}');
		await expect.element(link).toHaveFocus();
		await expect.element(host).toBeVisible();
	});

	test('asks a finger first, and follows a mouse at once', async () => {
		const { screen, link, followed } = await mountLink();
		click(link.element(), 'mouse');
		expect(followed()).toBe(1);
		click(link.element(), 'touch');
		expect(followed()).toBe(1);
		const dialog = screen.getByRole('dialog', { name: 'Open this address?' });
		await expect.element(dialog).toBeVisible();
		await expect.element(dialog.getByText('evil.example', { exact: true })).toBeVisible();
		const open = dialog.getByRole('link', { name: 'Open' });
		await expect.element(open).toHaveAttribute('href', 'https://google.com@evil.example/x');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await expect.element(dialog).not.toBeInTheDocument();
		click(link.element(), 'touch');
		await expect.element(dialog).toBeVisible();
		expect(followed()).toBe(1);
	});
});

test('an address opens in a window of its own, which learns nothing of this one', async () => {
	const text = 'Read (https://books.example/wiki_(a)). Write to ada@books.example!';
	const { getByRole } = await mount(MessageText, { message: { body: text } });
	const link = getByRole('link', { name: 'https://books.example/wiki_(a)' });
	await expect.element(link).toHaveAttribute('href', 'https://books.example/wiki_(a)');
	await expect.element(link).toHaveAttribute('target', '_blank');
	await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
	const mail = getByRole('link', { name: 'ada@books.example' });
	await expect.element(mail).toHaveAttribute('href', 'mailto:ada@books.example');
});

test('an address in the app opens in the window of the app', async () => {
	const { getByRole } = await mount(MessageText, {
		message: { body: `All: ${location.origin}/conversations` }
	});
	await expect.element(getByRole('link')).not.toHaveAttribute('target');
});

describe('the preview of a link', () => {
	const url = 'https://books.org/one';
	const preview = { url, title: 'One book', siteName: 'The Shop', description: 'All of it.' };
	const card = { name: 'One book books.org · The Shop' };

	test('is a link named by its title and its site', async () => {
		const { getByRole } = await mount(MessageText, { message: { body: `See ${url}!`, preview } });
		const link = getByRole('link', card);
		await expect.element(link).toHaveAttribute('href', url);
		await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
		await expect.element(link).toHaveAccessibleDescription('All of it.');
		await expect.element(link).not.toHaveAttribute('tabindex');
		await expect.element(getByRole('link', { name: url })).toBeVisible();
	});

	test('is no second stop of the Tab key behind a text that is only the link', async () => {
		const { getByRole } = await mount(MessageText, { message: { body: url, preview } });
		await expect.element(getByRole('link', card)).toHaveAttribute('tabindex', '-1');
	});

	test.each([
		['the text has another link since', 'https://books.org/two', preview],
		['the text has none', 'Books', preview],
		['a spoiler hides the link', `||${url}||`, preview],
		[
			'it leads into the app',
			`${location.origin}/c/1`,
			{ ...preview, url: `${location.origin}/c/1` }
		]
	])('is not there when %s', async (_case, body, preview) => {
		// What is marked shows when all is drawn.
		const message = { body: `${body} **end**`, preview };
		const { getByRole, getByText } = await mount(MessageText, { message });
		await expect.poll(() => getByText('end').element().parentElement?.tagName).toBe('STRONG');
		expect(getByRole('link', card).elements()).toEqual([]);
	});

	test('shows markup in a title as text', async () => {
		const title = '<img src=x onerror="window.isHacked = true">';
		const { getByText, container } = await mount(MessageText, {
			message: { body: url, preview: { url, title } }
		});
		await expect.element(getByText(title)).toBeVisible();
		expect(container.querySelector('img')).toBeNull();
	});
});

test('lines of code keep their shape, and scroll sideways inside a phone’s page', async () => {
	const line = `\tconst total = [${'1, '.repeat(60)}];`;
	const text = `So:\n\`\`\`ts\n${line}\n\n\treturn total;\n\`\`\`\nNot \`eval\`.`;
	const { getByRole, getByText } = await mount(MessageText, { message: { body: text } });
	const block = getByRole('group', { name: 'Code' }).element() as HTMLElement;
	expect(block.innerText).toBe(`${line}\n\n\treturn total;`);
	expect(block.scrollWidth).toBeGreaterThan(block.clientWidth);
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	block.focus();
	await userEvent.keyboard('{ArrowRight}');
	await expect.poll(() => block.scrollLeft).toBeGreaterThan(0);
	await expect.element(getByText('eval', { exact: true })).toBeVisible();
	await expect.element(getByText('const', { exact: true })).toHaveClass(/keyword/);
	await expect.element(getByRole('button', { name: 'Copy' })).toBeVisible();
});

test('marks change how a text is drawn, and do not show', async () => {
	const { getByText, container } = await mount(MessageText, {
		message: { body: 'a **bold** _italic_ ~~struck~~ word\n> quoted\n- one\n  - two' }
	});
	const tagOf = (text: string) => getByText(text, { exact: true }).element().parentElement?.tagName;
	await expect.element(getByText('bold', { exact: true })).toBeVisible();
	expect(['bold', 'italic', 'struck'].map(tagOf)).toEqual(['STRONG', 'EM', 'S']);
	expect(container.textContent).toBe('a bold italic struck wordquotedonetwo');
	expect(container.querySelectorAll('[role=list] > [role=listitem]')).toHaveLength(2);
	await expect.element(getByText('quoted')).toBeVisible();
});

test('a spoiler shows when it is asked for, with a finger or a keyboard', async () => {
	const { getByRole, getByText } = await mount(MessageText, {
		message: { body: 'He is ||the *butler*||.' }
	});
	const cover = getByRole('button', { name: 'Hidden text, show it' });
	await expect.element(cover).toBeVisible();
	await expect.element(getByText('butler')).not.toBeVisible();
	(cover.element() as HTMLElement).focus();
	await userEvent.keyboard('{Enter}');
	await expect.element(getByText('butler')).toBeVisible();
	await expect.element(cover).not.toBeInTheDocument();
	await expect.poll(() => document.activeElement?.textContent).toBe('the butler');
});

test('what people write does nothing but be read', async () => {
	for (const hostile of HOSTILE_TEXTS) {
		for (const around of ['', '**', '||']) {
			const { container, unmount } = await mount(MessageText, {
				message: { body: around + hostile + around }
			});
			await expect.poll(() => container.textContent).toContain(hostile);
			expect(container.querySelector('script, style, img, svg, textarea')).toBeNull();
			await unmount();
		}
	}
	expect('isHacked' in window).toBe(false);
});
