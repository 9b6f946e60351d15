import { type Check, checksOf } from './check.ts'

/** What is allowed, and probably not meant. */
const warnings = checksOf('warning', [
  [
    101,
    'unused-search',
    'A search that no condition uses',
    'It has no effect. Name it in the condition, or leave it out.',
  ],
  [
    102,
    'misspelt-key',
    'A key that is nearly one of Sigma',
    'Sigma leaves other keys to the host, so a misspelt one is silently lost.',
  ],
  [
    103,
    'missing-id',
    'No id',
    'Filters, correlations and reports refer to a rule by its id: a random UUID that stays.',
  ],
  [
    104,
    'deprecated-rule',
    'A rule that should no longer be used',
    'Its author says that another one took its place (`related`), or that it cannot work.',
  ],
  [
    105,
    'broken-tag',
    'A tag that is none',
    'A tag has a namespace and a name, in lower case, with a dot between: `attack.t1530`.',
  ],
  [
    106,
    'impossible-search',
    'A search that can never be true',
    'Two of its comparisons exclude each other, so that the search matches no event at all.',
  ],
  [
    107,
    'duplicate-value',
    'A value stands twice in a list',
    'Letter case does not count unless the comparison is `cased`. Was another value meant?',
  ],
  [
    108,
    'filter-without-not',
    'A filter that keeps what it names',
    'A rule then matches only what meets the condition of the filter. To leave something out, the condition says `not`.',
  ],
  [
    109,
    'elements-apart',
    'Two comparisons that may be met by two elements',
    'Each key with a quantifier looks at the list for itself. For one element that meets both, write a block below the quantifier.',
  ],
  [
    110,
    'selector-without-version',
    'Brackets without `sigma-version: 3`',
    'Before Sigma 3 a bracket is a part of the name, and hardly any field has one.',
  ],
  [
    111,
    'whole-base64offset',
    '`base64offset` of a whole text',
    'It makes pieces that stand inside of a longer text; put `contains` behind it.',
  ],
])

/** What works, and could be plainer. */
const hints = checksOf('hint', [
  [151, 'missing-level', 'No level', 'Findings of a rule without a level are taken for medium.'],
  [152, 'missing-status', 'No status', 'Readers cannot tell a proven rule from a draft.'],
  [153, 'odd-id', 'An id that is no UUID', 'The specification asks for a random UUID, which no other rule has.'],
  [
    154,
    'wildcard-for-modifier',
    'A wildcard at the end that a modifier says better',
    '`endswith`, `startswith` and `contains` say what is meant, and leave no escapes to get wrong.',
  ],
  [
    155,
    'pattern-for-text',
    'A regular expression that is plain text',
    'A comparison of text is faster, and has no dot that stands for anything. Letter case does not count in it, unless it is `cased`.',
  ],
])

export const remarks: readonly Check[] = [...warnings, ...hints]
