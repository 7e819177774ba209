/** The part of a request this looks at. */
interface Asked {
  method(): string
  header(name: string): string | undefined
}

/** Asked by a script of a page for data or a stream of them: what is refused is said in JSON. */
export const wantsJson = (request: Asked): boolean =>
  /^(application\/(problem\+)?json|text\/event-stream)\b/.test(request.header('accept') ?? '')

/**
 * Asked from a page that stays: data, a form sent, a part of the page again. When the session has ended such a request
 * is told so; sent to the login page it would lose what was typed.
 */
export const isInPlace = (request: Asked): boolean =>
  wantsJson(request) ||
  (request.header('x-inertia') !== undefined &&
    (request.method() !== 'GET' || request.header('x-inertia-partial-component') !== undefined))
