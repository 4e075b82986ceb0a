/** `localStorage` as browsers have it: its keys are its own properties, its methods are not. */
export class FakeStorage implements Storage {
	[name: string]: unknown;

	get length(): number {
		return Object.keys(this).length;
	}

	key(index: number): string | null {
		return Object.keys(this)[index] ?? null;
	}

	getItem(key: string): string | null {
		return Object.hasOwn(this, key) ? String(this[key]) : null;
	}

	setItem(key: string, value: string): void {
		this[key] = value;
	}

	removeItem(key: string): void {
		delete this[key];
	}

	clear(): void {
		for (const key of Object.keys(this)) this.removeItem(key);
	}
}

/** A storage that refuses everything, as browsers do when it is forbidden. */
export class ForbiddenStorage extends FakeStorage {
	override getItem(): never {
		throw new DOMException('Forbidden', 'SecurityError');
	}

	override setItem(): never {
		throw new DOMException('Forbidden', 'SecurityError');
	}

	override removeItem(): never {
		throw new DOMException('Forbidden', 'SecurityError');
	}
}

/** A storage with no room left: what is there can be read and removed. */
export class FullStorage extends FakeStorage {
	override setItem(): never {
		throw new DOMException('Full', 'QuotaExceededError');
	}
}
