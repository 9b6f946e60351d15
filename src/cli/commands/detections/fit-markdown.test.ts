import { expect, test } from 'vitest'
import { fitMarkdown } from './fit-markdown.ts'

const readme = `# A title

A paragraph that is written
in lines of its own.

- An item which goes on
  in the next line.
1. First

| published | here |
|---|---|
| Only the text \`Suspended\` | Any status but \`Enabled\` |

\`\`\`yaml
selection: { eventName: PutBucketVersioning }
\`\`\``

test('paragraphs and items are broken anew, a wide table is a list, and code stays as it is', () => {
  expect(fitMarkdown(readme, 30).split('\n')).toEqual([
    '# A title',
    '',
    'A paragraph that is written in',
    'lines of its own.',
    '',
    '- An item which goes on in the',
    '  next line.',
    '1. First',
    '',
    '- published: Only the text',
    '  `Suspended`',
    '  here: Any status but',
    '  `Enabled`',
    '',
    '```yaml',
    'selection: { eventName: PutBucketVersioning }',
    '```',
  ])
})

test('a pipe gets it as it is written', () => {
  expect(fitMarkdown(readme, Number.POSITIVE_INFINITY)).toBe(readme)
})
