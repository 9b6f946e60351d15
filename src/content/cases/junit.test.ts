import { expect, test } from 'vitest'
import { renderJUnit } from '../index.ts'

test('each case is a test, a failure says what was expected, and hostile names stay text', () => {
  const xml = renderJUnit(
    [
      { detection: 'one', case: 'fires/a.json', passed: true, expected: [{}], actual: [{}] },
      { detection: 'one', case: 'silent/"<b>&\u0000.json', passed: false, expected: [], actual: [{ count: 1 }] },
    ],
    [{ code: 'incomplete-detection', message: 'there is no README.md', at: { file: 'one/README.md' } }],
  )
  expect(xml).toContain('<testsuites name="bucketwatch" tests="3" failures="2">')
  expect(xml).toContain('<testcase classname="one" name="fires/a.json"/>')
  expect(xml).toContain('name="silent/&quot;&lt;b&gt;&amp;\ufffd.json"')
  expect(xml).toContain('<failure message="expected [], got [{&quot;count&quot;:1}]"/>')
  expect(xml).toContain('<failure message="one/README.md: there is no README.md"/>')
})
