import { defaultFormatLimits, type FormatLimits } from '#formats'
import { defaultSourceLimits, type SourceLimits } from '#sources'

/** The limits that hold where nobody asks for others. */
export const programLimits: SourceLimits & FormatLimits = { ...defaultSourceLimits, ...defaultFormatLimits }
