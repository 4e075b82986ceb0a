/** The hue of a person's initials and name, in degrees: one a person, whatever they are called. */
export function hueOf(id: string): number {
	return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}
