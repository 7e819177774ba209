interface Typed {
  state: string
  step: string
  typed: [string, string][]
}

/** What was typed is kept in the tab, and nowhere else. A browser that refuses keeps nothing. */
export function keepTyped(name: string, form: HTMLFormElement) {
  const typed: [string, string][] = []
  for (const [input, value] of new FormData(form))
    if (input.startsWith('e:') && typeof value === 'string') typed.push([input, value])
  const data = new FormData(form)
  const kept: Typed = {
    ...{ state: String(data.get('state') ?? ''), step: String(data.get('step') ?? ''), typed },
  }
  try {
    sessionStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // Full or forbidden: then a reload begins the step anew.
  }
}

export function readTyped(name: string): Typed | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Typed | null
  } catch {
    return null
  }
}

export function stopKeeping(name: string) {
  try {
    sessionStorage.removeItem(name)
  } catch {
    // There was nothing to forget.
  }
}
