import { existsSync, globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const pages = globSync(['*.md', 'docs/**/*.md', 'detections/**/*.md', 'test/**/*.md', 'bench/**/*.md'], { cwd: root })

/** Text without code, where brackets mean something else. */
const prose = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** GitHub's name for a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const anchors = (path: string): string[] =>
  [...readFileSync(new URL(path, root), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

function brokenLinks(page: string): string[] {
  const text = prose(readFileSync(new URL(page, root), 'utf8'))
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^[a-z]+:/.test(target))
    .filter(target => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : posix.join(posix.dirname(page), path)
      if (!existsSync(new URL(file, root))) return true
      return anchor !== undefined && !anchors(file).includes(anchor)
    })
}

describe('documents', () => {
  test('are many', () => {
    expect(pages.length).toBeGreaterThan(15)
  })

  test.each(pages)('%s has no broken link', page => {
    expect(brokenLinks(page)).toEqual([])
  })
})
