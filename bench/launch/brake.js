/**
 * `node brake.js <group> <times>`: stops all processes of a group for most of every few milliseconds, as
 * long as the process that has started it wants.
 */
const [group = 0, times = 1] = process.argv.slice(2).map(Number);
const clock = new Int32Array(new SharedArrayBuffer(4));

/** @param {number} ms */
function pause(ms) {
	Atomics.wait(clock, 0, 0, ms);
}

function brake() {
	process.kill(-group, 'SIGSTOP');
	pause(times - 1);
	process.kill(-group, 'SIGCONT');
	pause(1);
	if (process.connected) setImmediate(brake);
	else process.exit();
}

process.send?.('ready', brake);
