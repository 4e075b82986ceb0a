export { launch } from './launch';
export { pages } from './pages';
export { settings } from './settings';
export const clerk = async () => (await import('./clerk')).clerk;
