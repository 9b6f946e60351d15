export interface StageRow {
  readonly name: string
  readonly imports: readonly string[]
  readonly types: readonly string[]
  readonly pure: boolean
}

const heading = /^\| *Stage *\| *Holds *\| *May import *\| *Types of *\| *Pure *\|$/i

/** The table of stages in ARCHITECTURE.md; an empty list when there is none. */
export function readStageTable(markdown: string): StageRow[] {
  const lines = markdown.split('\n')
  const start = lines.findIndex(line => heading.test(line))
  if (start < 0) return []
  const rows: StageRow[] = []
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break
    const [name = '', , imports = '', types = '', pure = ''] = line.split('|').slice(1, -1)
    rows.push({ name: words(name)[0] ?? '', imports: words(imports), types: words(types), pure: pure.trim() === 'yes' })
  }
  return rows
}

const words = (cell: string): string[] => cell.match(/[a-z0-9][a-z0-9-]*/g) ?? []
