/**
 * What `npm test` lints by. In components, the rules that need types are left to `npm run lint` and
 * `npm run test:all`: they take half of the time, as TypeScript starts anew for each component, and
 * svelte-check looks at the types there, too.
 */
import ts from 'typescript-eslint';
import config from './eslint.config.js';

export default ts.config(config, {
	files: ['**/*.svelte'],
	extends: [ts.configs.disableTypeChecked]
});
