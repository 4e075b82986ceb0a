/** What the tests of both local servers need: a server in a process of its own, and the controls. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own. */
export interface SpawnedServer {
	url: string;
	process: ChildProcess;
	/** Kills it with SIGKILL, and waits for its end. */
	kill: () => Promise<void>;
	/** What it has written to its error output. */
	errors: () => string;
}

/**
 * Starts a main module as `npm start` does, and waits for its address. With `fileKilobytes`, none of its
 * files grows beyond that, as if the disk were full then; this needs a POSIX system.
 */
export async function spawnServer(
	main: string,
	environment: Record<string, string>,
	fileKilobytes?: number
): Promise<SpawnedServer> {
	const node = [process.execPath, '--import', 'tsx', main];
	const limit = `ulimit -f ${fileKilobytes} && exec "$@"`;
	const [program = '', ...args] =
		fileKilobytes === undefined ? node : ['bash', '-c', limit, 'bash', ...node];
	const child = spawn(program, args, {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, EMULATOR_CONTROLS: '1', ...environment }
	});
	let [output, errors] = ['', ''];
	child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const exited = once(child, 'exit');
	const kill = async () => {
		child.kill('SIGKILL');
		await exited;
	};
	const url = await new Promise<string>((resolve, reject) => {
		child.stdout?.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			const [, ready] = /^ready (\S+)$/m.exec(output) ?? [];
			if (ready) resolve(ready);
		});
		child.once('exit', () => reject(new Error(`${main} has ended. ${errors}`)));
	});
	return { url, process: child, kill, errors: () => errors };
}

/** Uses a test control of a local server (emulators/README.md). */
export async function useControl<Reply = unknown>(
	url: string,
	name: string,
	body: object = {}
): Promise<Reply> {
	const response = await fetch(`${url}/_control/${name}`, {
		method: 'POST',
		body: JSON.stringify(body)
	});
	if (!response.ok) throw new Error(await response.text());
	return (await response.json()) as Reply;
}
