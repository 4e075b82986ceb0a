/**
 * In every page: `scrolling()` watches frames and long tasks until the function that it returns is called;
 * `typing` has the milliseconds from each key to the next paint; `opening` resolves with those from the
 * next click until 50 messages are painted.
 */
export const IN_PAGE = `(() => {
	const afterPaint = (then) => requestAnimationFrame(() => setTimeout(then));
	globalThis.scrolling = () => {
		const frames = [];
		let longTasks = 0;
		let last;
		let isOver = false;
		const tops = [];
		const note = ({ target }) => tops.push(target.scrollTop);
		addEventListener('scroll', note, { capture: true, passive: true });
		const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length));
		observer.observe({ type: 'longtask' });
		const look = (now) => {
			if (last !== undefined) frames.push(now - last);
			last = now;
			if (!isOver) requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
		return () => {
			isOver = true;
			longTasks += observer.takeRecords().length;
			observer.disconnect();
			removeEventListener('scroll', note, { capture: true });
			return { frames, longTasks, events: tops.length };
		};
	};
	globalThis.typing = [];
	addEventListener(
		'keydown',
		({ timeStamp }) => afterPaint(() => typing.push(performance.now() - timeStamp)),
		{ capture: true }
	);
	globalThis.opening = () => new Promise((resolve) => {
		addEventListener('click', ({ timeStamp }) => {
			const look = () => {
				if (document.querySelectorAll('article').length < 50) return requestAnimationFrame(look);
				afterPaint(() => resolve(performance.now() - timeStamp));
			};
			look();
		}, { capture: true, once: true });
	});
})()`;

/** The value that 95 of 100 are not above. */
export function p95(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN;
}
