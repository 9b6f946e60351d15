import type { ObjectPlace } from '../log-file.ts'
import type { Mark } from '../watching/delivery.ts'

/** An object is another when its content is: then its ETag is another too. Without one, by the time it was written. */
export const markOfObject = ({ bucket, key, etag }: ObjectPlace, written: number): Mark => ({
  name: `${bucket}/${key}`,
  version: etag?.replaceAll('"', '') ?? `written ${written}`,
  time: written,
})
