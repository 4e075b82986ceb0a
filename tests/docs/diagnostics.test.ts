import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const LIBRARY = 'src/lib';

/** What is no part of the library in an app. */
const APART = /\.test\.ts$|\.d\.ts$|^(fakes|offline-kit|conformance)\//;

const sources = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts') && !APART.test(path))
	.map((path) => {
		const text = readFileSync(join(LIBRARY, path), 'utf8');
		return { path, file: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
	});

/** All nodes of a file. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesOf(child);
}

/** The texts in the first arguments of all calls of `report`. */
function codesReportedIn(file: ts.SourceFile): string[] {
	return [...nodesOf(file)].flatMap((node) => {
		if (!ts.isCallExpression(node)) return [];
		const isReport = /(^|[.#])report$/.test(node.expression.getText().replace('?.', ''));
		const [code] = node.arguments;
		if (!isReport || !code) return [];
		return [...nodesOf(code)].filter(ts.isStringLiteral).map(({ text }) => text);
	});
}

/** Whether a handler of a rejection looks at what it is given. */
const isBlind = (handler: ts.Node | undefined) =>
	handler !== undefined && ts.isArrowFunction(handler) && handler.parameters.length === 0;

/** The places that take an error and look away. */
function blindSpotsOf(file: ts.SourceFile): ts.Node[] {
	return [...nodesOf(file)].filter((node) => {
		if (ts.isCatchClause(node)) {
			return !node.variableDeclaration && ![...nodesOf(node.block)].some(ts.isThrowStatement);
		}
		if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
		const { text } = node.expression.name;
		if (text === 'catch') return isBlind(node.arguments[0]);
		return text === 'then' && isBlind(node.arguments[1]);
	});
}

/** Whether a comment is in the statement or clause, or above it. */
function isExplained(node: ts.Node): boolean {
	let around = node;
	while (!ts.isCatchClause(around) && !ts.isStatement(around) && !ts.isClassElement(around)) {
		around = around.parent;
	}
	return /\/\/|\/\*/.test(around.getFullText());
}

test('docs/diagnostics.md has a row for each code that the library reports, and for no other', () => {
	const page = readFileSync('docs/diagnostics.md', 'utf8');
	const rows = [...page.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code]) => code);
	const reported = sources.flatMap(({ file }) => codesReportedIn(file));
	expect(rows).toEqual([...new Set(reported)].sort());
});

test('where the library takes an error and says nothing of it, it says why', () => {
	const blind = sources.flatMap(({ path, file }) =>
		blindSpotsOf(file)
			.filter((node) => !isExplained(node))
			.map((node) => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
	);
	expect(blind).toEqual([]);
});
