/** The facts about a browser that matter for installing an app. */
export interface BrowserFacts {
	userAgent: string;
	maxTouchPoints: number;
	/** Whether the page runs as an installed app. */
	isInstalled: boolean;
}

/** An iPad says that it is a Mac, but no Mac has a touch screen. */
const APPLE_PHONE_OR_TABLET = /iPhone|iPad|iPod/;

/**
 * The end of Safari's user agent. Other browsers on an iPhone, and apps that show pages, have other
 * ends.
 */
const SAFARI = /\bVersion\/[\d.]+ (?:Mobile\/\w+ )?Safari\/[\d.]+$/;

/** Whether the page is in Safari on an iPhone or iPad, which never offers to install an app. */
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

/** Reads the facts about a window's browser. */
export function factsOf(window: Window): BrowserFacts {
	const { userAgent, maxTouchPoints, standalone = false } = window.navigator;
	const isInstalled = standalone || window.matchMedia('(display-mode: standalone)').matches;
	return { userAgent, maxTouchPoints, isInstalled };
}
