export { launch } from './launch';
export { pages } from './pages';
export { settings } from './settings';
