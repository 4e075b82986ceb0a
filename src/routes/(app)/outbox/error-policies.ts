import type { ErrorPolicy } from '$lib';

const load = () => import('./refusal-policy');

/** The app's error policy: decides by the kind of a refusal. Each policy is loaded with the first error. */
export const refusalPolicy: ErrorPolicy = async (error) => (await load()).refusalPolicy(error);

/** Like {@link refusalPolicy}, for mutations whose author has nothing to decide after a refusal. */
export const quietPolicy: ErrorPolicy = async (error) => (await load()).quietPolicy(error);

/** Like {@link refusalPolicy}, for the removal of something: what is missing counts as removed. */
export const removalPolicy: ErrorPolicy = async (error) => (await load()).removalPolicy(error);
