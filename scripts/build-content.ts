/** Writes the content as it was read into a folder of the build: `node --conditions=source scripts/build-content.ts <folder>`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContent, packageRoot, writeBuilt } from '#content'
import { formatIssue } from '#primitives'

const [folder = '.'] = process.argv.slice(2)
const content = await loadContent()
if (content.ok) {
  writeFileSync(join(folder, 'built-content.json'), writeBuilt(content.value, packageRoot()))
} else {
  for (const issue of content.issues) console.error(formatIssue(issue))
  process.exitCode = 1
}
