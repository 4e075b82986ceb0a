/** The tables: those of `schema.ts`, and Convex's own. */
import type { ValidatorJSON } from 'convex/values';
import { FunctionError } from './errors.ts';
import { tableNumberOf } from './ids.ts';

/** The table of scheduled functions, which `db.system` reads. */
export const SCHEDULED_FUNCTIONS = '_scheduled_functions';

/** The index of {@link SCHEDULED_FUNCTIONS} by what is due next. */
export const SCHEDULED_BY_TIME = `${SCHEDULED_FUNCTIONS}.by_state_and_time`;

/** A table. Its ids carry its number; its indexes are named like `messages.by_author`. */
export interface Table {
	name: string;
	number: number;
	/** Its documents' validator; `undefined` where documents are not validated. */
	validator: ValidatorJSON | undefined;
	indexes: ReadonlyMap<string, readonly string[]>;
	searchIndexes: ReadonlyMap<string, SearchIndex>;
}

/** What a search index searches, and what else a search of it may ask for. */
export type SearchIndex = { searchField: string; filterFields: string[] };

interface ExportedTable {
	tableName: string;
	documentType?: ValidatorJSON;
	indexes: { indexDescriptor: string; fields: string[] }[];
	searchIndexes?: ({ indexDescriptor: string } & SearchIndex)[];
}

/** A schema as its `export()` writes it, as far as it is read here. */
export type ExportedSchema = { tables: ExportedTable[]; schemaValidation: boolean };

const OWN_TABLE: ExportedTable = {
	tableName: SCHEDULED_FUNCTIONS,
	indexes: [{ indexDescriptor: 'by_state_and_time', fields: ['state.kind', 'scheduledTime'] }]
};

/** All tables, by name and by the number in an id. */
export class Catalog {
	readonly tables: readonly Table[];

	/** `numberOf` numbers the tables, the same table always the same. */
	constructor({ tables, schemaValidation }: ExportedSchema, numberOf: (name: string) => number) {
		this.tables = [...tables, OWN_TABLE].map((table) => {
			const { tableName: name, documentType, indexes, searchIndexes = [] } = table;
			const fullName = (index: { indexDescriptor: string }) => `${name}.${index.indexDescriptor}`;
			return {
				name,
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
	}

	/** The table of that name. Throws when there is none. */
	table(name: string): Table {
		const table = this.tables.find((candidate) => candidate.name === name);
		if (table) return table;
		throw new FunctionError(`Table "${name}" is not in schema.ts, where local tables must be.`);
	}

	/** The table an id belongs to, or `undefined` when it is no id of a known table. */
	tableOf(id: string): Table | undefined {
		const number = tableNumberOf(id);
		return this.tables.find((table) => table.number === number);
	}
}
