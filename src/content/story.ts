import * as z from 'zod'

const texts = z.array(z.string().min(1))

export const storySchema = z.strictObject({
  title: z.string().min(1),
  id: z.uuid('must be a UUID'),
  version: z.int().min(1),
  date: z.iso.date('must be a day such as 2026-11-24'),
  description: z.string().min(1).describe('One or two sentences.'),
  narrative: z.string().min(1).describe('Paragraphs in Markdown.'),
  references: texts,
  detections: texts.min(1).describe('Folders in detections/, in the order of an attack.'),
  related: z
    .array(z.strictObject({ name: z.string().min(1), does: z.string().min(1), here: z.string().min(1) }))
    .describe('What else belongs to the story: what it does, and where this program has it.'),
})

/** A group of detections with a narrative. */
export interface Story extends Readonly<z.infer<typeof storySchema>> {
  /** The file's name without its ending. */
  readonly slug: string
}
