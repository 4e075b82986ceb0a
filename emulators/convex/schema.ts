/** The tables: those of `schema.ts` and Convex's own. */
import type { ValidatorJSON } from 'convex/values';
import { FunctionError } from './errors.ts';
import { tableNumberOf } from './ids.ts';

/** The table of scheduled functions, which `db.system` reads. */
export const SCHEDULED_FUNCTIONS = '_scheduled_functions';

/** Indexes `SCHEDULED_FUNCTIONS` by what is due next. */
export const SCHEDULED_BY_TIME = `${SCHEDULED_FUNCTIONS}.by_state_and_time`;

/** A table as its schema defines it. */
export interface TableDefinition {
	name: string;
	/** Its documents' validator; `undefined` where documents are not validated. */
	validator: ValidatorJSON | undefined;
	/** The indexed fields by index name. Creation time and id follow as tie-breakers. */
	indexes: ReadonlyMap<string, readonly string[]>;
}

/** A table with the number that its ids carry. */
export interface Table extends TableDefinition {
	number: number;
}

interface ExportedSchema {
	schemaValidation: boolean;
	tables: {
		tableName: string;
		documentType: ValidatorJSON;
		indexes: { indexDescriptor: string; fields: string[] }[];
	}[];
}

/** Reads what a schema's `export()` returns. */
export function readSchema(exported: string): TableDefinition[] {
	const { tables, schemaValidation } = JSON.parse(exported) as ExportedSchema;
	const defined = tables.map(({ tableName, documentType, indexes }) =>
		defineTable(
			tableName,
			schemaValidation ? documentType : undefined,
			indexes.map(({ indexDescriptor, fields }) => [indexDescriptor, fields])
		)
	);
	const scheduled = defineTable(SCHEDULED_FUNCTIONS, undefined, [
		['by_state_and_time', ['state.kind', 'scheduledTime']]
	]);
	return [...defined, scheduled];
}

function defineTable(
	name: string,
	validator: ValidatorJSON | undefined,
	indexes: [string, string[]][]
): TableDefinition {
	return {
		name,
		validator,
		indexes: new Map([['by_id', ['_id']], ['by_creation_time', ['_creationTime']], ...indexes])
	};
}

/** The tables by name, and by the number in an id. */
export class Catalog {
	readonly #byName: ReadonlyMap<string, Table>;
	readonly #byNumber: ReadonlyMap<number, Table>;

	constructor(tables: readonly Table[]) {
		this.#byName = new Map(tables.map((table) => [table.name, table]));
		this.#byNumber = new Map(tables.map((table) => [table.number, table]));
	}

	/** The table of that name. Throws when the schema does not define it. */
	table(name: string): Table {
		const table = this.#byName.get(name);
		if (table) return table;
		throw new FunctionError(
			`Table "${name}" is not in schema.ts. Convex makes tables on the fly, the local one does not.`
		);
	}

	/** The table an id belongs to, or `undefined` when it is no id of a known table. */
	tableOf(id: string): Table | undefined {
		const number = tableNumberOf(id);
		return number === undefined ? undefined : this.#byNumber.get(number);
	}

	/** The fields of an index named like `messages.by_author`. Throws when there is none. */
	fields(index: string): readonly string[] {
		const [table = '', name = ''] = index.split('.');
		const fields = this.table(table).indexes.get(name);
		if (fields) return fields;
		throw new FunctionError(`Index "${name}" of table "${table}" is not in schema.ts.`);
	}
}
