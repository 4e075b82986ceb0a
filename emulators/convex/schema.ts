/** The tables: those of each component's `schema.ts`, and Convex's own. */
import type { ValidatorJSON } from 'convex/values';
import { within } from './component-names.ts';
import { FunctionError } from './errors.ts';
import { tableNumberOf } from './ids.ts';

/** The table of scheduled functions, which `db.system` reads. */
export const SCHEDULED_FUNCTIONS = '_scheduled_functions';

/** The index of {@link SCHEDULED_FUNCTIONS} by what is due next. */
export const SCHEDULED_BY_TIME = `${SCHEDULED_FUNCTIONS}.by_state_and_time`;

/** The table of stored files, which `db.system` reads. */
export const STORAGE = '_storage';

/** A table. Its ids carry its number; its indexes are named like `messages.by_author`. */
export interface Table {
	name: string;
	component: string;
	/** Its name within its component. */
	label: string;
	number: number;
	/** Its documents' validator; `undefined` where documents are not validated. */
	validator: ValidatorJSON | undefined;
	indexes: ReadonlyMap<string, readonly string[]>;
	searchIndexes: ReadonlyMap<string, SearchIndex>;
}

/** What a search index searches, and what else a search of it may ask for. */
export type SearchIndex = { searchField: string; filterFields: string[] };

type Index = { indexDescriptor: string };

interface ExportedTable {
	tableName: string;
	documentType?: ValidatorJSON;
	indexes: (Index & { fields: string[] })[];
	searchIndexes?: (Index & SearchIndex)[];
}

/** A schema as its `export()` writes it, as far as it is read here. */
export type ExportedSchema = { tables: ExportedTable[]; schemaValidation: boolean };

const OWN_TABLES: ExportedTable[] = [
	{
		tableName: SCHEDULED_FUNCTIONS,
		indexes: [{ indexDescriptor: 'by_state_and_time', fields: ['state.kind', 'scheduledTime'] }]
	},
	{ tableName: STORAGE, indexes: [] }
];

/** All tables, by name and by the number in an id. */
export class Catalog {
	readonly tables: readonly Table[];
	readonly #byName: ReadonlyMap<string, Table>;
	readonly #byNumber: ReadonlyMap<number, Table>;

	/** `schemas` are by component. `numberOf` numbers the tables, the same table always the same. */
	constructor(
		schemas: ReadonlyMap<string, ExportedSchema>,
		numberOf: (name: string) => number = () => 0
	) {
		this.tables = [...schemas].flatMap(([component, { tables, schemaValidation }]) => {
			for (const { tableName, indexes, searchIndexes = [] } of tables) {
				requireIdentifier(tableName, 'A table');
				for (const index of [...indexes, ...searchIndexes]) {
					requireIdentifier(index.indexDescriptor, `An index of ${tableName}`);
				}
			}
			return [...tables, ...OWN_TABLES].map((exported): Table => {
				const { tableName: label, documentType, indexes, searchIndexes = [] } = exported;
				const name = within(component, label);
				const fullName = (index: Index) => `${name}.${index.indexDescriptor}`;
				return {
					name,
					component,
					label,
					number: numberOf(name),
					validator: schemaValidation ? documentType : undefined,
					indexes: new Map([
						[`${name}.by_id`, ['_id']],
						[`${name}.by_creation_time`, []],
						...indexes.map((index) => [fullName(index), index.fields] as const)
					]),
					searchIndexes: new Map(searchIndexes.map((index) => [fullName(index), index]))
				};
			});
		});
		this.#byName = new Map(this.tables.map((table) => [table.name, table]));
		this.#byNumber = new Map(this.tables.map((table) => [table.number, table]));
	}

	/** The table of that name. Throws when there is none. */
	table(name: string): Table {
		const table = this.#byName.get(name);
		if (table) return table;
		throw new FunctionError(`Table "${name}" is not in schema.ts, where local tables must be.`);
	}

	/** The table an id belongs to, or `undefined` when it is no id of a known table. */
	tableOf(id: string): Table | undefined {
		return this.#byNumber.get(tableNumberOf(id) ?? NaN);
	}

	/** The same for the ids of one component's tables alone. */
	within(component: string): Pick<Catalog, 'tableOf'> {
		const own = (table?: Table) => (table?.component === component ? table : undefined);
		return { tableOf: (id) => own(this.tableOf(id)) };
	}
}

/** Throws when a name is not one that Convex would take for a table, an index or a component. */
export function requireIdentifier(name: string, what: string): void {
	if (/^[a-z]\w{0,63}$/i.test(name) && !/^by_(id|creation_time)$/.test(name)) return;
	throw new Error(`${what} is named "${name}", which Convex does not take for a name.`);
}
