/** https://man7.org/linux/man-pages/man3/errno.3.html: those that a path that a person gave can run into. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission for it',
  EEXIST: 'there is such a file already',
  EISDIR: 'it is a folder, and a file is expected',
  ELOOP: 'its links lead round in a circle',
  EMFILE: 'too many files are open at once (raise ulimit -n)',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'there is no room left on the disk',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EPERM: 'this user has no permission for it',
  EROFS: 'the disk may only be read',
}

/** Why the operating system refused to open, read or write a file: in plain words, or else in its own. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return ('code' in error ? reasons[String(error.code)] : undefined) ?? error.message
}
