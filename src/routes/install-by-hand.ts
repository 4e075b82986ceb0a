/** What a browser says of itself, as far as installing an app goes. */
export interface BrowserFacts {
	userAgent: string;
	maxTouchPoints: number;
	/** Whether the page is an installed app already. */
	isInstalled: boolean;
}

/** An iPad calls itself a Mac; no Mac has a screen that is touched. */
const APPLE_PHONE_OR_TABLET = /iPhone|iPad|iPod/;

/** What Safari's name ends with; the other browsers of an iPhone, and apps that show pages, put theirs in it. */
const SAFARI = /\bVersion\/[\d.]+ (?:Mobile\/\w+ )?Safari\/[\d.]+$/;

/** Whether the page is in Safari on an iPhone or iPad: that never asks to install, its user has to know how. */
export function isInstalledByHand({
	userAgent,
	maxTouchPoints,
	isInstalled
}: BrowserFacts): boolean {
	const isTouched =
		APPLE_PHONE_OR_TABLET.test(userAgent) ||
		(userAgent.includes('Macintosh') && maxTouchPoints > 1);
	return isTouched && SAFARI.test(userAgent) && !isInstalled;
}

/** What the browser of a window says of itself. */
export function factsOf(window: Window): BrowserFacts {
	const { userAgent, maxTouchPoints, standalone = false } = window.navigator;
	const isInstalled = standalone || window.matchMedia('(display-mode: standalone)').matches;
	return { userAgent, maxTouchPoints, isInstalled };
}
