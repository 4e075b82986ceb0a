/**
 * The deployment's variables. This is the one place that knows what each may be; the scripts ask it too,
 * before they set one. A wrong value fails no function: it counts as unset, and the log says so once.
 *
 * `auth.config.ts` reads `CLERK_JWT_ISSUER_DOMAIN` itself: Convex reads that file when functions are
 * pushed, and refuses the push while the variable is unset.
 */
/** Below the first nobody could do anything, above the second there would be no limit. */
const SCALE_LIMITS = [0.01, 1000] as const;

/** What each variable comes to. Throws an error that says what is wrong, and repeats no secret. */
export const VARIABLES = {
	/** What the rate limits are multiplied by. */
	RATE_LIMIT_SCALE: (text: string): number => {
		const [least, most] = SCALE_LIMITS;
		const scale = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
		if (scale >= least && scale <= most) return scale;
		throw new Error(`it must be a number from ${least} to ${most}, such as 2 or 0.5, not ${text}.`);
	},
	/** The issuer of Clerk's tokens, as it stands in them: without a slash at the end. */
	CLERK_JWT_ISSUER_DOMAIN: (text: string): string => {
		if (/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text)) return text.replace(/\/+$/, '');
		throw new Error(
			'it must be the address of Clerk\'s Frontend API, with "https://" (Clerk dashboard, "API keys").'
		);
	},
	/** The subjects of those who read reports, and may remove what is reported. */
	MODERATORS: subjectsIn,
	/**
	 * Whose pages are asked for the previews of links: `off` for nobody's, or the hosts that alone may be asked,
	 * private ones too. When it is unset, these are all public ones.
	 */
	LINK_PREVIEWS: (text: string): readonly string[] => {
		const hosts =
			text === 'off'
				? []
				: text
						.toLowerCase()
						.split(/[\s,]+/)
						.filter(Boolean);
		if (hosts.every((host) => /^[a-z0-9.-]*[a-z0-9](:\d+)?$/.test(host))) return hosts;
		throw new Error(
			'it must be "off", or hosts with commas between them, such as wiki.example.com:8080.'
		);
	},
	/** The subjects of those who are in General from their first sign-in on, while they are in nothing else. */
	GENERAL_MEMBERS: subjectsIn,
	/** The key that Clerk signs its webhooks with. */
	CLERK_WEBHOOK_SIGNING_SECRET: (text: string): string => {
		if (isBase64(/^whsec_(.+)$/.exec(text)?.[1] ?? '')) return text;
		throw new Error(
			'it must be the signing secret of Clerk\'s webhook, which begins with "whsec_".'
		);
	}
};

function subjectsIn(text: string): readonly string[] {
	const subjects = text.split(/[\s,]+/).filter((subject) => subject !== '');
	if (subjects.every((subject) => /^user_\w+$/.test(subject))) return subjects;
	throw new Error('it must be user ids of Clerk, such as user_2abc, with commas between them.');
}

/** The name of a variable of the deployment. */
export type Variable = keyof typeof VARIABLES;

/** What variables were called in the version before this one. The next version reads the new names only. */
export const OLD_NAMES: Partial<Record<Variable, string>> = {
	CLERK_WEBHOOK_SIGNING_SECRET: 'CLERK_WEBHOOK_SECRET'
};

/** The text of a variable, under its own name or its old one; `undefined` when it is unset. */
export function textOf(
	name: Variable,
	variables: Readonly<Record<string, string | undefined>>
): string | undefined {
	return variables[name]?.trim() || variables[OLD_NAMES[name] ?? name]?.trim() || undefined;
}

const reported = new Set<string>();

/** A variable as {@link VARIABLES} reads it; `undefined` when it is unset, or wrong. */
export function readVariable<Name extends Variable>(
	name: Name
): ReturnType<(typeof VARIABLES)[Name]> | undefined {
	const text = textOf(name, process.env);
	if (text === undefined) return undefined;
	try {
		return VARIABLES[name](text) as ReturnType<(typeof VARIABLES)[Name]>;
	} catch (error) {
		const mistake = `${name}=${text}`;
		if (!reported.has(mistake)) {
			const why = error instanceof Error ? error.message : String(error);
			console.error(`${name} counts as unset: ${why}`);
		}
		reported.add(mistake);
		return undefined;
	}
}

function isBase64(text: string): boolean {
	try {
		return atob(text) !== '';
	} catch {
		return false;
	}
}
