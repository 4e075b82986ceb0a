import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import sirv from 'sirv';
import { build } from 'vite';
import { findBrowser } from '../scripts/browser.js';
import type { Closing } from './opened.ts';

const ROOT = join(import.meta.dirname, '..');

/** A module without styles has no such file. */
const PAGE = '<!doctype html><title>Benchmark</title><link rel="stylesheet" href="module.css">';

/** A built module on loopback. */
export interface ServedModule {
	/** The address of an empty page, from which the module can be imported. */
	url: string;
}

/**
 * Builds a module for production as the app is built, and serves it beside an empty page.
 *
 * @param module its path within `bench/`
 */
export async function serveModule(module: string, closing: Closing): Promise<ServedModule> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
	closing(() => rm(folder, { recursive: true, force: true }));
	// vitest's own is "test", with which Svelte is built for development: twice as slow.
	process.env.NODE_ENV = 'production';
	await build({
		root: ROOT,
		configFile: false,
		logLevel: 'warn',
		plugins: [svelte({ configFile: false })],
		resolve: {
			alias: {
				$lib: join(ROOT, 'src/lib'),
				$convex: join(ROOT, 'convex'),
				// The router and its state.
				$app: join(ROOT, 'bench/pages/app')
			}
		},
		build: {
			outDir: folder,
			emptyOutDir: true,
			cssCodeSplit: false,
			copyPublicDir: false,
			rollupOptions: {
				input: join(ROOT, 'bench', module),
				preserveEntrySignatures: 'strict',
				output: { entryFileNames: 'module.js', assetFileNames: 'module[extname]' }
			}
		}
	});
	await writeFile(join(folder, 'index.html'), PAGE);
	const serveFile = sirv(folder, {
		setHeaders: (response) => {
			// Alone in its process, a page has a clock of 5 µs and not of 100.
			response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
			response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
		}
	});
	const server = createServer((request, response) => serveFile(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}` };
}

/** Starts the browser that the tests run in. */
export async function launchBrowser(closing: Closing): Promise<Browser> {
	const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
	closing(() => browser.close());
	return browser;
}

type Functions<Module> = {
	[Name in keyof Module]: Module[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Module];
type Call<Module, Name extends keyof Module> = Module[Name] extends (
	...args: infer Args
) => infer Result
	? (...args: Args) => Promise<Awaited<Result>>
	: never;

/** A page whose module's functions can be called from here. */
export class ModulePage<Module> {
	readonly #page: Page;

	private constructor(page: Page) {
		this.#page = page;
	}

	/** Opens a served module in a profile of its own: nothing of an earlier page is there. */
	static async open<Module>(browser: Browser, { url }: ServedModule): Promise<ModulePage<Module>> {
		const page = await (await browser.newContext()).newPage();
		await page.goto(url);
		return new ModulePage(page);
	}

	/** Opens it for some work, after which it is closed. */
	static async with<Module, T>(
		browser: Browser,
		served: ServedModule,
		work: (page: ModulePage<Module>) => Promise<T>
	): Promise<T> {
		const page = await ModulePage.open<Module>(browser, served);
		try {
			return await work(page);
		} finally {
			await page.#page.context().close();
		}
	}

	/** Calls a function that the module exports; arguments and result go through JSON. */
	async call<Name extends Functions<Module>>(
		name: Name,
		...args: Parameters<Call<Module, Name>>
	): Promise<Awaited<ReturnType<Call<Module, Name>>>> {
		const call = `import('/module.js').then((module) => module.${String(name)}(...${JSON.stringify(args)}))`;
		// What that very function gives.
		return await this.#page.evaluate<Awaited<ReturnType<Call<Module, Name>>>>(call);
	}

	/** The milliseconds that the page's main thread is busy during some work, whatever it waits for. */
	async busy(work: () => Promise<unknown>): Promise<number> {
		const session = await this.#page.context().newCDPSession(this.#page);
		await session.send('Performance.enable');
		const read = async () => {
			const { metrics } = await session.send('Performance.getMetrics');
			return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
		};
		const before = await read();
		await work();
		const after = await read();
		await session.detach();
		return after - before;
	}

	/** Reloads the page; stored data stays. */
	async reload(): Promise<void> {
		await this.#page.reload();
	}

	/** The megabytes that its objects take, without what is no longer needed. */
	async heap(): Promise<number> {
		const session = await this.#page.context().newCDPSession(this.#page);
		await session.send('HeapProfiler.collectGarbage');
		const { usedSize } = await session.send('Runtime.getHeapUsage');
		await session.detach();
		return usedSize / 1e6;
	}
}
