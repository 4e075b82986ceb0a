import { describe, expect, test } from 'vitest';
import { isInstalledByHand, type BrowserFacts } from './install-by-hand';

const IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const MAC =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const SAFARI = 'Version/18.5 Mobile/15E148 Safari/604.1';
const DESKTOP_SAFARI = 'Version/18.5 Safari/605.1.15';

const onPhone = (name: string): BrowserFacts => ({
	userAgent: `${IPHONE} ${name}`,
	maxTouchPoints: 5,
	isInstalled: false
});

describe('the app is installed by hand', () => {
	test.each([
		['in Safari on an iPhone', onPhone(SAFARI)],
		[
			'in Safari on an iPad, which calls itself a Mac',
			{ userAgent: `${MAC} ${DESKTOP_SAFARI}`, maxTouchPoints: 5, isInstalled: false }
		],
		[
			'in Safari on an iPad that asks for mobile pages',
			{ ...onPhone(SAFARI), userAgent: `${IPHONE.replaceAll('iPhone', 'iPad')} ${SAFARI}` }
		]
	])('%s', (_where, facts) => {
		expect(isInstalledByHand(facts)).toBe(true);
	});
});

describe('there is nothing to do by hand', () => {
	test.each([
		['in the installed app', { ...onPhone(SAFARI), isInstalled: true }],
		['in Chrome on an iPhone', onPhone('CriOS/137.0.7151.79 Mobile/15E148 Safari/604.1')],
		['in Firefox on an iPhone', onPhone('FxiOS/139.0 Mobile/15E148 Safari/605.1.15')],
		[
			'in Edge on an iPhone',
			onPhone('Version/18.0 EdgiOS/137.0.3296.57 Mobile/15E148 Safari/604.1')
		],
		['in a page that another app shows', onPhone('Mobile/15E148 [FBAN/FBIOS]')],
		[
			'in Safari on a Mac',
			{ userAgent: `${MAC} ${DESKTOP_SAFARI}`, maxTouchPoints: 0, isInstalled: false }
		],
		[
			'in Chrome on Android',
			{
				userAgent:
					'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36',
				maxTouchPoints: 5,
				isInstalled: false
			}
		]
	])('%s', (_where, facts) => {
		expect(isInstalledByHand(facts)).toBe(false);
	});
});
