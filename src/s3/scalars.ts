import { type AccountId, accountOfArn, asAccountId, filledTextOf, type JsonValue } from '#primitives'

/** `true` in any letter case, as a boolean or as text. */
export const isTrue = (value: JsonValue | undefined): boolean => filledTextOf(value)?.trim().toLowerCase() === 'true'

/** A number, also as text; undefined for anything else. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const text = filledTextOf(value)?.trim()
  const number = text ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

const day = 86_400_000

/** Whole days from a time in epoch milliseconds until a date, 0 when it is past; undefined when either is not known. */
export function daysUntil(date: string, time: number | undefined): number | undefined {
  const end = Date.parse(date)
  return Number.isNaN(end) || time === undefined ? undefined : Math.max(0, Math.ceil((end - time) / day))
}

/** An account id, also one that lost the zeros it began with to a number. */
export function accountIdOf(value: JsonValue | undefined): AccountId | undefined {
  const text = filledTextOf(value)?.trim()
  return text && /^\d{1,12}$/.test(text) ? asAccountId(text.padStart(12, '0')) : undefined
}

/** 12 digits. */
export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text)

/** The account in an ARN, where it is one: a name or a bare id has none. */
export function ownerInArn(arn: string | undefined): AccountId | undefined {
  const account = arn?.startsWith('arn:') ? accountOfArn(arn) : undefined
  return account !== undefined && isAccountId(account) ? account : undefined
}

/** The distinct accounts that are known and not the given one. */
export const othersThan = (own: AccountId, accounts: readonly (AccountId | undefined)[]): readonly AccountId[] =>
  own === '' ? [] : [...new Set(accounts.filter(account => account !== undefined && account !== own) as AccountId[])]
