import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

/** Switches that keep the browser quiet, offline and able to run as root in a container. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Returns the path of a Chromium that can be started: Debian's, else installed with apt where allowed, else the one from npm. */
export async function provideChromium(): Promise<string> {
  if (isExecutable(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
  if (mayInstall() && installWithApt() && isExecutable(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
  console.log('chromium: no Debian package to be had here, unpacking the one from npm');
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function installWithApt(): boolean {
  console.log('chromium: installing with apt …');
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status === 0;
  // A list that cannot be fetched today may still be good enough to install from.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium');
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
