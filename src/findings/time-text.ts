/** The years that RFC 3339 can write. */
const [earliest, latest] = [Date.UTC(0, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)]

/** RFC 3339 in UTC with milliseconds. A time beyond the year 9999 is shown as its last instant. */
export const timeText = (time: number): string => new Date(Math.max(earliest, Math.min(latest, time))).toISOString()

export const timeTextOrNull = (time: number | undefined): string | null => (time === undefined ? null : timeText(time))
