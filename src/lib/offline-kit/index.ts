/**
 * Playwright with the network and the browser's life in the test's hands: `clerk-convex-svelte/testing`.
 *
 * ```ts
 * import { expect, test as base } from '@playwright/test';
 * import { offlineFixtures, WAYS_OFFLINE } from 'clerk-convex-svelte/testing';
 *
 * const test = base.extend(offlineFixtures);
 *
 * for (const way of WAYS_OFFLINE) {
 *   test(`opens without a network: ${way}`, async ({ device }) => {
 *     await device.page.goto('/');
 *     await expect(device.page.getByRole('listitem').first()).toBeVisible();
 *     await device.relaunch();
 *     await device.goOffline(way);
 *     await device.page.goto('/');
 *     await expect(device.page.getByRole('listitem').first()).toBeVisible();
 *   });
 * }
 * ```
 */
export type { Destination } from './destination.js';
export { Device, type DeviceOptions, type SharedDeviceOptions } from './device.js';
export { offlineFixtures, type NewDeviceOptions, type OfflineFixtures } from './fixtures.js';
export { Network, type NetworkOptions } from './network.js';
export { OfflineKitError, type OfflineKitErrorCode } from './offline-kit-error.js';
export { WAYS_OFFLINE, type WayOffline } from './ways-offline.js';
