/**
 * Builds the program and the browser's files into dist/.
 *
 * Every file is written beside its place and renamed into it, entry points last, so that two builds at once and a program
 * starting meanwhile never see half a file. Browser files carry their hash in the name; dist/manifest.json maps plain names to them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
const startedAt = new Date();
/** Pieces of earlier builds stay this long, because a program started from them may still load one lazily. */
const KEEP_OLD_PIECES_MS = 60 * 60 * 1000;

const programEntries = {
  khoithong: 'src/main/cli.ts',
  'read-child': 'src/documents/reading/read-child.ts',
  'print-child': 'src/documents/print/print-child.ts',
  'verify-child': 'src/main/verify-child.ts',
};
const browserEntries = { 'islands.js': 'src/web/islands/index.ts', 'style.css': 'src/web/style/index.css' };
const verifierEntries = {
  'khoithong-verifier.mjs': 'verifier/cli/main.ts',
  'khoithong-witness.mjs': 'verifier/witness/cli.ts',
  'verifier.html': 'verifier/html/page.ts',
};
const fonts = ['latin', 'vietnamese'].map((subset) => `source-sans-3-${subset}-wght-normal.woff2`);
const assetFolder = 'src/web/assets';

/** Keeps the entries whose source exists and names the others on the console. */
function presentEntries(entries) {
  return Object.entries(entries).filter(([name, source]) => {
    if (existsSync(path.join(root, source))) return true;
    console.log(`build: ${source} is not there yet, ${name} skipped`);
    return false;
  });
}

async function place(file, contents) {
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.tmp`;
  await writeFile(aside, contents);
  await rename(aside, file);
}

async function buildProgram() {
  const entries = presentEntries(programEntries);
  if (entries.length === 0) return [];
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: dist,
    chunkNames: 'pieces/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const isPiece = (output) => output.path.includes(`${path.sep}pieces${path.sep}`);
  const ordered = [...result.outputFiles].sort((a, b) => Number(isPiece(b)) - Number(isPiece(a)));
  for (const output of ordered) await place(output.path, output.contents);
  return ordered.map((output) => output.path);
}

/** Builds one browser file and returns its bytes; fonts stay references. */
async function bundleForBrowser(source) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    external: ['*.woff2', '*.svg', '*.png', '/static/*'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return Buffer.from(result.outputFiles[0].contents);
}

function hashedName(name, bytes) {
  const { name: stem, ext } = path.parse(name);
  return `${stem}.${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}${ext}`;
}

async function collectPlainFiles() {
  const files = new Map();
  for (const font of fonts) {
    files.set(font, await readFile(path.join(root, 'node_modules/@fontsource-variable/source-sans-3/files', font)));
  }
  const folder = path.join(root, assetFolder);
  for (const name of existsSync(folder) ? await readdir(folder) : []) {
    if (/\.(svg|png|ico|webp|woff2)$/.test(name)) files.set(name, await readFile(path.join(folder, name)));
  }
  return files;
}

async function buildBrowserFiles() {
  const manifest = {};
  const put = async (name, bytes) => {
    manifest[name] = hashedName(name, bytes);
    await place(path.join(dist, 'static', manifest[name]), bytes);
  };
  for (const [name, bytes] of await collectPlainFiles()) await put(name, bytes);
  for (const [name, source] of presentEntries(browserEntries)) {
    let bytes = await bundleForBrowser(source);
    if (name.endsWith('.css')) {
      let text = bytes.toString('utf8');
      for (const [plain, hashed] of Object.entries(manifest)) text = text.replaceAll(plain, hashed);
      bytes = Buffer.from(text);
    }
    await put(name, bytes);
  }
  return manifest;
}

/** What checks and witnesses without the program: one file for each command, one page that runs from disk. */
async function buildVerifiers() {
  const made = [];
  for (const [name, source] of presentEntries(verifierEntries)) {
    const bytes = name.endsWith('.html') ? await bundlePage(source) : await bundleCommand(source);
    await place(path.join(dist, name), bytes);
    made.push([name, createHash('sha256').update(bytes).digest('hex')]);
  }
  // In the form `sha256sum --check` reads: what is published so that a tool taken from elsewhere can be compared.
  await place(path.join(dist, 'SHA256SUMS'), made.map(([name, hash]) => `${hash}  ${name}\n`).join(''));
  return made;
}

async function bundleCommand(source) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    charset: 'utf8',
    logLevel: 'warning',
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** The page with script and style inside, allowed by their hashes alone. In a browser the platform is another file. */
async function bundlePage(source) {
  const inBrowser = {
    name: 'platform-of-the-browser',
    setup: (builder) =>
      builder.onResolve({ filter: /platform\/node\.ts$/ }, () => ({ path: path.join(root, 'verifier/platform/web.ts') })),
  };
  const options = { absWorkingDir: root, bundle: true, minify: true, write: false, charset: 'utf8', logLevel: 'warning' };
  const target = ['es2022', 'chrome110', 'firefox115', 'safari16.4'];
  const script = await build({
    ...options,
    entryPoints: [source],
    platform: 'browser',
    format: 'iife',
    target,
    plugins: [inBrowser],
  });
  const style = await build({ ...options, entryPoints: [source.replace(/\.ts$/, '.css')], target });
  const parts = { script: script.outputFiles[0].text, style: style.outputFiles[0].text };
  if (parts.script.includes('</script')) throw new Error('the script of the page would end too early');
  const hash = (text) => createHash('sha256').update(text).digest('base64');
  const page = await readFile(path.join(root, source.replace(/\.ts$/, '.html')), 'utf8');
  // By functions: in a text to put in, `$` would mean something.
  const whole = Object.entries(parts).reduce(
    (text, [tag, content]) =>
      text.replace(`{{${tag}-hash}}`, () => hash(content)).replace(`<${tag}></${tag}>`, () => `<${tag}>${content}</${tag}>`),
    page,
  );
  return Buffer.from(whole);
}

async function removeOldPieces(folder, keep) {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    if (keep.has(file)) continue;
    const info = await stat(file).catch(() => null);
    if (info?.isFile() && startedAt.getTime() - info.mtimeMs > KEEP_OLD_PIECES_MS) await rm(file, { force: true });
  }
}

async function main() {
  await mkdir(dist, { recursive: true });
  const [program, manifest, verifiers] = await Promise.all([buildProgram(), buildBrowserFiles(), buildVerifiers()]);
  const manifestFile = path.join(dist, 'manifest.json');
  await place(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  // The manifest's time is the start of the build: a source saved while building is newer and is built again.
  await utimes(manifestFile, startedAt, startedAt);
  await removeOldPieces(path.join(dist, 'pieces'), new Set(program));
  await removeOldPieces(
    path.join(dist, 'static'),
    new Set(Object.values(manifest).map((name) => path.join(dist, 'static', name))),
  );
  console.log(
    `build: ${program.length} program files, ${Object.keys(manifest).length} browser files, ${verifiers.length} verifiers, ${Date.now() - startedAt.getTime()} ms`,
  );
}

main().catch((error) => {
  console.error(`build: failed, dist/ is as it was. ${error.message}`);
  process.exitCode = 1;
});
