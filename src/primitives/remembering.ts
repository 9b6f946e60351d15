/** The last answer is remembered, for those who ask the same one after the other, such as detections of one event. */
export function remembering<Asked, Answer>(answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined
  return asked => {
    if (last === undefined || last.asked !== asked) last = { asked, answer: answer(asked) }
    return last.answer
  }
}
