/**
 * Puts the built program into few files, so that a start reads a dozen of them and not three hundred:
 * `node scripts/bundle-program.ts <dist>` reads the modules there and writes `<dist>/program`. Dependencies stay what they are.
 */
import { copyFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rolldown } from 'rolldown'

const dist = resolve(process.argv[2] ?? 'dist')
const program = join(dist, 'program')

/** What the program starts, in this thread or in another. */
const entries = { main: 'cli/main.js', 'scan-worker': 'pipeline/scan-worker.js' }

/** What is found beside the code that reads it. */
const assets = ['content/built-content.json', 'formats/cloudtrail/scanner/scanner.wasm']

const stage = /^#(\w+)$/

const bundle = await rolldown({
  input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(dist, file)])),
  platform: 'node',
  // A module that does something when it is read is an entry; of the others only what is used.
  treeshake: { moduleSideEffects: false },
  plugins: [
    {
      name: 'stages',
      resolveId(id) {
        const [, name] = stage.exec(id) ?? []
        if (name !== undefined) return join(dist, name, 'index.js')
        return id.startsWith('.') || id.startsWith('/') ? undefined : { id, external: true }
      },
    },
  ],
})
await bundle.write({ dir: program, format: 'esm', chunkFileNames: '[name].js' })
for (const asset of assets) copyFileSync(join(dist, asset), join(program, asset.replace(/.*\//, '')))
