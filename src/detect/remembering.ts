/** Several detections ask the same of one event, one after the other: the last answer is remembered. */
export function remembering<Asked, Answer>(answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined
  return asked => {
    if (last === undefined || last.asked !== asked) last = { asked, answer: answer(asked) }
    return last.answer
  }
}
