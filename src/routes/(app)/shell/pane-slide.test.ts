import { expect, test } from 'vitest';
import { slideOf } from './pane-slide';

const LIST = '/(app)/conversations';
const CONVERSATION = '/(app)/c/[id]';
const DETAILS = '/(app)/c/[id]/details';

test('a page slides on to a deeper one, and back from there', () => {
	expect(slideOf(LIST, CONVERSATION)).toBe('on');
	expect(slideOf(CONVERSATION, LIST)).toBe('back');
	expect(slideOf(CONVERSATION, DETAILS)).toBe('on');
	expect(slideOf(DETAILS, CONVERSATION)).toBe('back');
	expect(slideOf(DETAILS, LIST)).toBe('back');
});

test('nothing slides between pages that are beside each other', () => {
	expect(slideOf(CONVERSATION, CONVERSATION)).toBeUndefined();
	expect(slideOf('/(app)', '/(app)/settings')).toBeUndefined();
});

test('nothing slides from and to pages outside of the app, or of no route', () => {
	expect(slideOf('/sign-in/[...rest]', LIST)).toBeUndefined();
	expect(slideOf(LIST, '/sign-up/[...rest]')).toBeUndefined();
	expect(slideOf(null, LIST)).toBeUndefined();
});
