/** The stage of the animation: two phones, and a line that says what happens. */
import type { Page } from '@playwright/test';
import { toAnimatedPng, type Frame } from './animated-png.ts';

/** The screen of each phone, in CSS pixels. */
export const SCREEN = { width: 360, height: 640 };

const STAGE = { width: 800, height: 732 };

const HTML = `<!doctype html>
<style>
	:root { color-scheme: light dark; font: 500 20px/28px system-ui, sans-serif; }
	body { display: grid; grid-template: 60px auto / 1fr 1fr; margin: 0;
		background: light-dark(#e7ecf3, #05070b); color: light-dark(#1b2430, #e6eaf0); }
	p { grid-column: 1 / 3; place-self: center; margin: 0; }
	img { place-self: start center; border-radius: 22px;
		border: 6px solid light-dark(#27303c, #39424f); }
</style>
<p></p><img alt=""><img alt="">`;

/** Takes pictures of a stage, and makes an animation of them. */
export class Stage {
	readonly #page: Page;
	readonly #frames: Frame[] = [];
	#last: Buffer | undefined;

	private constructor(page: Page) {
		this.#page = page;
	}

	static async open(page: Page, colorScheme: 'light' | 'dark'): Promise<Stage> {
		await page.setViewportSize(STAGE);
		await page.emulateMedia({ colorScheme });
		await page.setContent(HTML);
		return new Stage(page);
	}

	/** Shows a caption and the two screens, as PNG, for so long. */
	async show(caption: string, screens: readonly Buffer[], durationMs: number): Promise<void> {
		await this.#page.evaluate(
			async ({ caption, urls }) => {
				document.querySelector('p')?.replaceChildren(caption);
				const images = [...document.querySelectorAll('img')];
				for (const [at, image] of images.entries()) image.src = urls[at] ?? '';
				await Promise.all(images.map((image) => image.decode()));
			},
			{ caption, urls: screens.map(toUrl) }
		);
		const whole = await this.#page.screenshot();
		const clip = this.#last
			? await this.#page.evaluate(findDifference, [this.#last, whole].map(toUrl))
			: { x: 0, y: 0, ...STAGE };
		this.#last = whole;
		const frame = this.#frames.at(-1);
		if (clip) {
			const png = await this.#page.screenshot({ clip });
			this.#frames.push({ png, x: clip.x, y: clip.y, durationMs });
		} else if (frame) {
			frame.durationMs += durationMs;
		}
	}

	/** How long it takes, in milliseconds. */
	get durationMs(): number {
		return this.#frames.reduce((sum, frame) => sum + frame.durationMs, 0);
	}

	/** The animation as a file. */
	toPng(): Buffer {
		return toAnimatedPng(this.#frames);
	}
}

function toUrl(png: Buffer): string {
	return `data:image/png;base64,${png.toString('base64')}`;
}

/** Where two pictures of the same size differ. Runs in the page: it uses nothing of this module. */
async function findDifference(urls: string[]) {
	const pictures = urls.map(async (url) => {
		const image = new Image();
		image.src = url;
		await image.decode();
		const { naturalWidth: width, naturalHeight: height } = image;
		const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
		canvas.drawImage(image, 0, 0);
		const { buffer } = canvas.getImageData(0, 0, width, height).data;
		return { width, pixels: new Uint32Array(buffer) };
	});
	const [one, other] = await Promise.all(pictures);
	if (!one || !other) return undefined;
	let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
	for (const [at, pixel] of other.pixels.entries()) {
		if (pixel === one.pixels[at]) continue;
		const [x, y] = [at % one.width, Math.floor(at / one.width)];
		[left, top] = [Math.min(left, x), Math.min(top, y)];
		[right, bottom] = [Math.max(right, x), y];
	}
	if (right < 0) return undefined;
	return { x: left, y: top, width: right + 1 - left, height: bottom + 1 - top };
}
