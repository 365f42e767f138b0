import { test as base } from '@playwright/test';

/** One way of looking at a screen: language and width in CSS pixels. */
export interface Surface {
  readonly language: 'vi' | 'en';
  readonly width: 360 | 768 | 1280;
}

/** What a project of playwright.config.ts sets for every test in it. */
export interface SurfaceOptions {
  readonly surfaces: readonly Surface[];
}

/** Playwright's test with the surfaces the running project covers. */
export const test = base.extend<SurfaceOptions>({
  surfaces: [[{ language: 'vi', width: 360 }], { option: true }],
});

export { expect } from '@playwright/test';
