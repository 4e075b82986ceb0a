import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** Where and with what something was measured. */
export interface Setting {
	/** The day, as in 2026-01-31. */
	date: string;
	cores: number;
	cpu: string;
	node: string;
	/** The installed versions of packages that the figures depend on. */
	packages: Record<string, string>;
}

/** This machine, today, with these packages. */
export function settingOf(packages: string[]): Setting {
	const cores = cpus();
	return {
		date: new Date().toISOString().slice(0, 10),
		cores: cores.length,
		cpu: cores[0]?.model.trim() ?? 'unknown',
		node: process.versions.node,
		packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)]))
	};
}

/** A setting in one line. */
export function toLine({ date, cores, cpu, node, packages }: Setting): string {
	const versions = Object.entries({ Node: node, ...packages }).map((one) => one.join(' '));
	return [date, `${cores} cores (${cpu})`, ...versions].join(', ');
}

function versionOf(name: string): string {
	const file = join(import.meta.dirname, '../node_modules', name, 'package.json');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
