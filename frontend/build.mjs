// Bundles frontend/ into static/dist/ under stable names: the content hashes are added when static files are collected.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, '..', 'static', 'dist')
const modules = join(here, 'node_modules')

const bundle = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  outdir: dist,
  target: ['chrome123', 'firefox121', 'safari17.5'],
  // Addresses in the sheets are those beside the built files.
  external: ['*.svg', '*.woff2'],
  logLevel: 'warning',
}

mkdirSync(dist, { recursive: true })
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: [
    'site',
    'write',
    'desk',
    'community',
    'guide',
    'box',
    'figures',
    'home',
    'programme',
    'room',
    'self-check',
    'admin',
    'learning',
    'package',
  ].map((name) => `styles/${name}.css`),
  outbase: 'styles',
})
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: [
    'scripts/site.js',
    'scripts/write.js',
    'scripts/guide.js',
    'scripts/passages.js',
    'scripts/answering.js',
    'scripts/filled.js',
    'scripts/time-zone.js',
    'scripts/tying.js',
    'scripts/choosing.js',
    'scripts/board.js',
    'scripts/reviewing.js',
    'scripts/translating.js',
    'scripts/text-boxes.js',
    'scripts/checking-in.js',
    'scripts/signed-out.js',
    'scripts/video-form.js',
    'scripts/watching.js',
    'scripts/desk.js',
    'scripts/room.js',
    'scripts/learning.js',
    'scripts/learning-package.js',
  ],
  outbase: 'scripts',
  format: 'iife',
})
// The service worker of a published guide, which web.py puts behind a line that names the edition.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['scripts/offline/sw.js'],
  outbase: 'scripts/offline',
  format: 'iife',
})
// The service worker of a check-in page, which a view answers with below the page's own address.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['scripts/offline/check-in-worker.js'],
  outbase: 'scripts/offline',
  format: 'iife',
})
// Fetched by the check-in page when somebody opens the camera.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['camera', 'code-reader'].map((name) => `scripts/checking-in/${name}.js`),
  outbase: 'scripts/checking-in',
  format: 'esm',
})
// Fetched by site.js when a session has expired over a text.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['scripts/autosave/sign-in.js'],
  outbase: 'scripts/autosave',
  format: 'esm',
})
// Fetched by site.js where somebody mentions, quotes or formats.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['mentions', 'quoting', 'formatting'].map((name) => `scripts/box/${name}.js`),
  outbase: 'scripts/box',
  format: 'esm',
})
// Fetched by site.js when somebody goes to a field that names a person.
await build({
  ...bundle,
  absWorkingDir: here,
  entryPoints: ['scripts/people/person.js'],
  outbase: 'scripts/people',
  format: 'esm',
})
// Fetched by site.js when somebody goes to the search box.
await build({ ...bundle, absWorkingDir: here, entryPoints: ['scripts/search.js'], outbase: 'scripts', format: 'esm' })
await buildEditor(230)
cpSync(join(modules, 'htmx.org', 'dist', 'htmx.min.js'), join(dist, 'htmx.js'))
// What a page of the wiki needs, in one request instead of three: a first view is six.
writeFileSync(
  join(dist, 'page.js'),
  ['site', 'htmx', 'passages'].map((name) => readFileSync(join(dist, `${name}.js`), 'utf8')).join(';\n'),
)
cpSync(join(here, 'icon.svg'), join(dist, 'icon.svg'))
cpSync(join(here, 'motifs'), join(dist, 'motifs'), { recursive: true })
// Those of the site are drawn where they stand ({% icon %}); an edition carries a sprite of its own.
writeFileSync(
  join(dist, 'icons.json'),
  JSON.stringify(Object.fromEntries(names('icons').map((name) => [name, onePath(name)]))),
)
writeFileSync(join(dist, 'guide-icons.svg'), sprite(names('guide-icons')))

function names(list) {
  return JSON.parse(readFileSync(join(here, `${list}.json`), 'utf8'))
}

// One file: a chunk that it imported by its plain name would miss the hash that collecting gives it.
async function buildEditor(most) {
  await build({ ...bundle, absWorkingDir: here, entryPoints: ['editor/editor.js'], outbase: 'editor', format: 'esm' })
  const size = gzipSync(readFileSync(join(dist, 'editor.js')), { level: 9 }).length / 1000
  console.log(`The editor: ${size.toFixed(1)} KB compressed`)
  if (size > most) throw new Error(`The editor weighs ${size.toFixed(1)} KB compressed, more than ${most}`)
}

// The stroke width is left to the stylesheet (.i), colour to the text around.
function sprite(names) {
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join('')}</svg>\n`
}

function symbol(name) {
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
    `stroke-linecap="round" stroke-linejoin="round">${shapesOf(name)}</symbol>`
  )
}

function shapesOf(name) {
  const path = join(modules, '@tabler', 'icons', 'icons', 'outline', `${name}.svg`)
  if (!existsSync(path))
    throw new Error(`frontend/icons.json or guide-icons.json names "${name}", and Tabler has no such outline icon`)
  const shapes = readFileSync(path, 'utf8')
    .replace(/<!--[\s\S]*?-->/g, '')
    .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
  return shapes
    .replace(/<path stroke="none" d="M0 0h24v24H0z"[^>]*\/>/, '')
    .replace(/\s*\n\s*/g, '')
    .trim()
}

// The lines of an icon as those of one path: each begins where it stands, so that they may follow one another.
function onePath(name) {
  const lines = shapesOf(name)
  const paths = [...lines.matchAll(/<path d="(M[^"]+)" ?\/>/g)]
  if (paths.map(([path]) => path).join('') !== lines) throw new Error(`The icon "${name}" is more than lines: ${lines}`)
  return paths.map(([, path]) => path).join('')
}
