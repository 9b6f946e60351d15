import { runFleet } from './fleet.ts'

/** `worker-fleet.ts <worker script> <folder> <workers>`: prints what was read as JSON. */
const [script = '', folder = '', workers = ''] = process.argv.slice(2)
const reading = await runFleet(new URL(script, import.meta.url), folder, Number(workers))
process.stdout.write(JSON.stringify(reading))
