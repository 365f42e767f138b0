import { defineConfig } from '@playwright/test';
import { chromiumArgs, provideChromium } from './e2e/support/chromium.ts';
import type { Surface, SurfaceOptions } from './e2e/support/test.ts';

// A page is fetched once for each language; made wider, it costs little more.
const surfacesIn = (language: Surface['language']) => ([360, 768, 1280] as const).map((width): Surface => ({ language, width }));

export default defineConfig<SurfaceOptions>({
  testDir: 'e2e',
  globalSetup: './e2e/support/product.ts',
  outputDir: 'test-results',
  // The demo clock is one for all: a journey that moves it must not run beside another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...(process.env['BASE_URL'] ? { baseURL: process.env['BASE_URL'] } : {}),
    browserName: 'chromium',
    headless: true,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 360, height: 740 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: await provideChromium(), args: [...chromiumArgs] },
  },
  projects: [
    // Every journey, and every screen in Vietnamese. What takes minutes in the browser is walked through the API.
    {
      name: 'core',
      testMatch: '**/*.spec.ts',
      grepInvert: /in the browser$/,
      use: { surfaces: surfacesIn('vi') },
    },
    // The screens again in English, and every way of the chain in the browser.
    {
      name: 'full',
      testMatch: '**/{screens.surface,sign-in,walks}.spec.ts',
      grep: /every screen|every page|in the browser$|the record is whole/,
      use: { surfaces: surfacesIn('en') },
    },
  ],
});
